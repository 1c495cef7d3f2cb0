package dev.countersign.console.fleet;

import dev.countersign.client.Countersign;
import dev.countersign.client.OperationQuestion;
import dev.countersign.console.operation.Row;
import dev.countersign.console.page.Catalogue;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** One database: what it is, what happens to it, and what this person may do with it. */
@Path("/fleet/{key}")
@RunOnVirtualThread
public class ResourcePages {
  private static final int HISTORY = 10;

  @CheckedTemplate(basePath = "fleet")
  static final class Templates {
    static native TemplateInstance resource(Frame frame, ResourcePage page);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;

  @Inject
  ResourcePages(Session session, Frames frames, Catalogue catalogue) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
  }

  @GET
  public Response show(@PathParam("key") String key) {
    var api = session.api();
    var page =
        key.contains(":rds:db:") || !key.contains(":")
            ? instance(api, key)
            : ResourcePage.of(api.resource(key), history(api, key));
    return Html.of(
        200, Templates.resource(frames.of(page.identifier(), "fleet").live("/live"), page));
  }

  private ResourcePage instance(Countersign api, String id) {
    var instance = api.instance(id);
    return ResourcePage.of(instance, history(api, instance.key()));
  }

  private Part<Row> history(Countersign api, String key) {
    var titles = catalogue.titles(api);
    return Part.of(() ->
        api.operations(
                new OperationQuestion(
                    key, null, null, null, null, null, null, null, null, null, null, HISTORY))
            .limit(HISTORY)
            .map(one -> Row.of(one, titles))
            .toList());
  }
}
