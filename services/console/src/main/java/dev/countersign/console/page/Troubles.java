package dev.countersign.console.page;

import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the API refused, as a page. */
final class Troubles {
  @CheckedTemplate(basePath = "page")
  static final class Templates {
    static native TemplateInstance trouble(Frame frame, Trouble trouble);

    private Templates() {}
  }

  private final Frames frames;

  @Inject
  Troubles(Frames frames) {
    this.frames = frames;
  }

  @ServerExceptionMapper
  Response refused(ProblemException refused) {
    return page(Trouble.of(refused));
  }

  @ServerExceptionMapper
  Response lost(NotAnswered lost) {
    return page(Trouble.of(lost));
  }

  private Response page(Trouble trouble) {
    return Html.of(trouble.status(), Templates.trouble(frames.quiet(trouble.title()), trouble));
  }
}
