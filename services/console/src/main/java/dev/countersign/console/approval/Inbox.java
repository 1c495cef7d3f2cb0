package dev.countersign.console.approval;

import dev.countersign.client.ApprovalsQuestion;
import dev.countersign.client.ApprovalsQuestion.Whose;
import dev.countersign.client.Operation;
import dev.countersign.console.operation.Row;
import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.page.Moment;
import dev.countersign.console.person.Session;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inbox: what waits for this person, for anybody, or for others because of this person. */
@Path("/approvals")
@RunOnVirtualThread
public class Inbox {
  private static final int MOST = 100;

  /**
   * One that waits.
   *
   * @param expiresAt until when
   */
  public record Waiting(Row row, @Nullable Moment expiresAt) {
    static Waiting of(Operation operation, Catalogue.Titles titles) {
      var approval = operation.approval();
      return new Waiting(
          Row.of(operation, titles), approval == null ? null : Moment.now(approval.expiresAt()));
    }
  }

  @CheckedTemplate(basePath = "approval")
  static final class Templates {
    static native TemplateInstance inbox(Frame frame, String whose, List<Waiting> items);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;

  @Inject
  Inbox(Session session, Frames frames, Catalogue catalogue) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
  }

  @GET
  public Response show(@QueryParam("for") @DefaultValue("me") String whose) {
    var api = session.api();
    var titles = catalogue.titles(api);
    var question =
        switch (whose) {
          case "open" -> Whose.OPEN;
          case "mine" -> Whose.MINE;
          default -> Whose.FOR_ME;
        };
    var items =
        api.approvals(new ApprovalsQuestion(question, MOST))
            .limit(MOST)
            // What expires first is decided first.
            .sorted(
                Comparator.comparing(operation ->
                    operation.approval() == null
                        ? operation.requestedAt()
                        : operation.approval().expiresAt()))
            .map(operation -> Waiting.of(operation, titles))
            .toList();
    var known = question == Whose.OPEN ? "open" : question == Whose.MINE ? "mine" : "me";
    return Html.of(
        200, Templates.inbox(frames.of("Approvals", "approvals").live("/live"), known, items));
  }
}
