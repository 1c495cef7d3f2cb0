package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.operation.core.OperationView.Sight;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a person found out about an indeterminate operation, if they name the evidence that
 * they looked at. Whether they may say so is policy's to decide.
 */
@Authenticated
@Path("/api/operations/{operation_id}/resolution")
public class ResolutionResource {
  private final Amendments amendments;

  @Inject
  ResolutionResource(Amendments amendments) {
    this.amendments = amendments;
  }

  /** With {@code {"outcome", "comment", "evidence_id"}}. */
  @POST
  public Uni<Response> resolve(
      @PathParam("operation_id") String id, byte[] body, @Context RoutingContext http) {
    var finding = Finding.read(body);
    var call = Call.of(http);
    return amendments.make(id, call, view -> request(view, finding, call));
  }

  private static Optional<RequestEvent> request(OperationView view, Finding finding, Call call) {
    var outcome = view.outcome();
    if (view.state() != OperationState.INDETERMINATE
        || outcome == null
        || outcome.sight() == null) {
      throw nothingToResolve(view, "Its outcome is not indeterminate.");
    }
    if (!view.toBeResolved()) {
      if (same(view, finding, call)) {
        return Optional.empty();
      }
      throw nothingToResolve(view, "Somebody has said already what became of it.");
    }
    var sight = outcome.sight();
    if (!sight.evidenceId().equals(finding.evidenceId())) {
      throw lookFirst(view, sight, outcome.nextStep());
    }
    return Optional.of(
        new ResolutionRequested(
            view.id(),
            view.request().resource(),
            finding.outcome(),
            finding.comment(),
            sight.evidenceId(),
            call.requester(),
            call.clientAddress()));
  }

  /** The same person may send the same again; a person who found something else is too late. */
  private static boolean same(OperationView view, Finding finding, Call call) {
    var before = view.resolution();
    return before != null
        && !Boolean.FALSE.equals(before.granted())
        && before.requestedBy().equals(call.requester().subject())
        && before.outcome().equals(finding.outcome())
        && before.comment().equals(finding.comment());
  }

  private static ProblemFound nothingToResolve(OperationView view, String why) {
    return Problem.of(ProblemType.NOTHING_TO_RESOLVE, why)
        .with("operation_id", view.id())
        .with("operation_status", view.state().wireName())
        .with("resolution", view.resolution())
        .found();
  }

  private static ProblemFound lookFirst(
      OperationView view, Sight sight, @Nullable String nextStep) {
    return Problem.of(
            ProblemType.EVIDENCE_NOT_SEEN,
            "Whoever resolves an operation says by evidence_id which evidence they looked at.")
        .field("evidence_id")
        .nextStep(
            (nextStep == null ? "" : nextStep + ' ')
                + "Then send the same again with this evidence_id.")
        .with("operation_id", view.id())
        .with("evidence_id", sight.evidenceId())
        .with("evidence", sight.evidence())
        .found();
  }
}
