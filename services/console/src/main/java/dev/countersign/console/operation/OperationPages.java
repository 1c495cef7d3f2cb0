package dev.countersign.console.operation;

import dev.countersign.client.Finding;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.Opinion;
import dev.countersign.client.Submission;
import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Part;
import dev.countersign.console.person.Session;
import dev.countersign.console.preview.Outlook;
import dev.countersign.console.settings.ConsoleSettings;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One operation, from the request to the proof, and what people decide about it. */
@Path("/operations/{id}")
@RunOnVirtualThread
public class OperationPages {
  private static final int LEDGER_LINES = 50;

  @CheckedTemplate(basePath = "operation")
  static final class Templates {
    static native TemplateInstance operation(Frame frame, OperationPage page);

    static native TemplateInstance look(Frame frame, Outlook outlook, Row row);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;
  private final ConsoleSettings settings;

  @Inject
  OperationPages(Session session, Frames frames, Catalogue catalogue, ConsoleSettings settings) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  @GET
  public Response show(@PathParam("id") String id) {
    var api = session.api();
    var operation = api.operation(id);
    var history = api.history(id).toList();
    var row = Row.of(operation, catalogue.titles(api));
    var ledger =
        Part.of(() ->
            api.ledger()
                .entries(LedgerQuestion.of(id))
                .limit(LEDGER_LINES)
                .map(OperationPage::line)
                .toList());
    var page =
        OperationPage.of(
            operation,
            row,
            history,
            ledger,
            session.person(),
            settings.apiUrl().orElse(settings.gatewayUrl()).toString());
    var frame = frames.of(row.title() + " · " + row.identifier(), "operations");
    var live =
        operation.status().ended()
            ? frame
            : frame.live("/live/" + Links.encoded(id) + "?seen=" + operation.version());
    return Html.of(200, Templates.operation(live, page));
  }

  /** What would change, looked at now; for those who are to agree to it. */
  @GET
  @Path("look")
  public Response look(@PathParam("id") String id) {
    var api = session.api();
    var operation = api.operation(id);
    var parameters = new TreeMap<String, Object>();
    operation
        .parameters()
        .properties()
        .forEach(field -> parameters.put(field.getKey(), field.getValue()));
    var target = new Submission.ResourceKeyOrArn(operation.resource().key());
    var outlook = Outlook.of(api.preview(Submission.of(operation.operation(), target, parameters)));
    var title = "What will change";
    return Html.of(
        200,
        Templates.look(frames.quiet(title), outlook, Row.of(operation, catalogue.titles(api))));
  }

  /** The API's own document. */
  @GET
  @Path("document")
  public Response document(@PathParam("id") String id) {
    return raw("/api/operations/" + Links.encoded(id));
  }

  /** Every event, as the API has it. */
  @GET
  @Path("history")
  public Response history(@PathParam("id") String id) {
    return raw("/api/operations/" + Links.encoded(id) + "/history?limit=500");
  }

  private Response raw(String path) {
    var answer = session.api().raw().get(path);
    return Response.status(answer.status())
        .type(MediaType.APPLICATION_JSON)
        .entity(answer.content())
        .build();
  }

  @POST
  @Path("vote")
  public Response vote(
      @PathParam("id") String id,
      @FormParam("verdict") @DefaultValue("") String verdict,
      @FormParam("comment") @DefaultValue("") String comment,
      @FormParam("ballot") @Nullable String ballot) {
    var api = session.api();
    var said = comment.isBlank() ? null : comment.strip();
    switch (verdict) {
      case "approve" -> api.vote(id, new Opinion(Opinion.Verdict.APPROVE, said, ballot));
      case "reject" -> api.vote(id, new Opinion(Opinion.Verdict.REJECT, said, ballot));
      case "send-back" -> api.vote(id, new Opinion(Opinion.Verdict.SEND_BACK, said, ballot));
      case "withdraw" -> api.withdraw(id);
      default -> {
        // No button of ours.
      }
    }
    return Html.goTo(Links.operation(id));
  }

  @POST
  @Path("cancel")
  public Response cancel(
      @PathParam("id") String id, @FormParam("reason") @DefaultValue("") String reason) {
    session.api().cancel(id, reason.isBlank() ? null : reason.strip());
    return Html.goTo(Links.operation(id));
  }

  /** What a person found out about an operation whose outcome is unknown. */
  @POST
  @Path("resolution")
  public Response resolve(
      @PathParam("id") String id,
      @FormParam("outcome") @DefaultValue("") String outcome,
      @FormParam("comment") @DefaultValue("") String comment,
      @FormParam("evidence") @Nullable String evidence) {
    var api = session.api();
    switch (outcome) {
      case "happened" ->
          api.resolve(id, new Finding(Finding.Outcome.HAPPENED, comment.strip(), evidence));
      case "did-not-happen" ->
          api.resolve(id, new Finding(Finding.Outcome.DID_NOT_HAPPEN, comment.strip(), evidence));
      default -> {
        // Nothing was said; the form is shown again.
      }
    }
    return Html.goTo(Links.operation(id));
  }

  /** Whoever had to sign in again in mid-form comes back to the operation. */
  @GET
  @Path("{form: vote|cancel|resolution}")
  public Response back(@PathParam("id") String id) {
    return Html.goTo(Links.operation(id));
  }
}
