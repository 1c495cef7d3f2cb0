package dev.countersign.console.freeze;

import dev.countersign.client.Countersign;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.page.Part;
import dev.countersign.console.person.Session;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Which freezes there are, and when. */
@Path("/freezes")
@RunOnVirtualThread
public class Freezes {
  @CheckedTemplate(basePath = "freeze")
  static final class Templates {
    static native TemplateInstance freezes(Frame frame, Part<Freeze> freezes);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;

  @Inject
  Freezes(Session session, Frames frames) {
    this.session = session;
    this.frames = frames;
  }

  @GET
  public Response show() {
    return Html.of(200, Templates.freezes(frames.of("Freezes", "freezes"), now(session.api())));
  }

  /** As of now. */
  public static Part<Freeze> now(Countersign api) {
    return Part.of(() -> api.freezes(null).freezes().stream().map(Freeze::of).toList());
  }
}
