package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Page;
import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.operation.core.OperationView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reviews of operations that used a break-glass. Whether somebody may close one is policy's to
 * say; what it would refuse in any case is refused here at once.
 */
@Authenticated
@Path("/api/reviews")
public class ReviewsResource {
  private static final int MOST = 200;
  private static final int LONGEST = 1000;
  private static final String FORM = "Send {\"comment\": \"...\"} with what you found.";
  private static final String USED = "view #> '{break_glass}' is not null";
  private static final String CLOSED = "view #>> '{break_glass,closed_at}' is ";

  private final Amendments amendments;
  private final OperationQueries queries;
  private final LargeReads largeReads;

  @Inject
  ReviewsResource(Amendments amendments, OperationQueries queries, LargeReads largeReads) {
    this.amendments = amendments;
    this.queries = queries;
    this.largeReads = largeReads;
  }

  /** Open ones, closed ones or all, newest operation first. */
  @GET
  @RolesAllowed(Readers.ROLE)
  public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
    var query = new Query(uri, Set.of("state", "limit", "cursor"));
    var which =
        switch (query.filled("state").orElse("open")) {
          case "open" -> List.of(USED, CLOSED + "null");
          case "closed" -> List.of(USED, CLOSED + "not null");
          case "all" -> List.of(USED);
          default -> throw Query.wrong("state", "is not known here", "Use open, closed or all.");
        };
    var where = where(which, Page.after(query));
    var limit = query.limit(50, MOST);
    return largeReads
        .inTurn(http, () -> queries.list(where, limit))
        .map(page -> page.answer("reviews", Map.of()));
  }

  private static OperationFilter.Where where(List<String> conditions, Optional<String> before) {
    return before
        .map(id ->
            new OperationFilter.Where(
                Stream.concat(conditions.stream(), Stream.of("operation_id < $1")).toList(),
                Tuple.of(id)))
        .orElseGet(() -> new OperationFilter.Where(conditions, Tuple.tuple()));
  }

  /** With {@code {"comment"}}. */
  @POST
  @Path("{operation_id}")
  public Uni<Response> close(
      @PathParam("operation_id") String id, byte[] body, @Context RoutingContext http) {
    var read = JsonBody.read(body, FORM, List.of("comment"));
    var comment = read.text("comment", LONGEST).strip();
    if (comment.isEmpty()) {
      throw read.wrong(ProblemType.MISSING_FIELD, "comment", "has to say what you found");
    }
    var call = Call.of(http);
    return amendments.make(id, call, view -> request(view, comment, call));
  }

  private static Optional<RequestEvent> request(OperationView view, String comment, Call call) {
    var use = view.breakGlass();
    if (use == null || !use.open()) {
      throw Problem.of(
              ProblemType.NOTHING_TO_REVIEW,
              use == null
                  ? "The operation has used no break-glass."
                  : "The review has been closed already.")
          .nextStep("GET /api/reviews lists what is open.")
          .with("operation_id", view.id())
          .found();
    }
    var subject = call.requester().subject();
    if (subject.equals(view.request().requester().subject())) {
      throw Problem.of(
              ProblemType.OWN_BREAK_GLASS, "Whoever used a break-glass cannot close its review.")
          .nextStep("Ask somebody else with the role Approver, DBA or Admin to look at it.")
          .with("operation_id", view.id())
          .found();
    }
    return Optional.of(
        new ReviewSubmitted(
            view.id(), view.request().resource(), comment, call.requester(), call.clientAddress()));
  }
}
