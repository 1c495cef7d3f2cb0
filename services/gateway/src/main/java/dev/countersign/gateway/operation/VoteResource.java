package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.operation.core.Approval;
import dev.countersign.gateway.operation.core.OperationView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes the votes of people on an operation that waits for approval. Whether a vote counts is
 * policy's to say; what it would refuse in any case is refused here at once.
 */
@Authenticated
@Path("/api/operations/{operation_id}/approvals")
public class VoteResource {
  private final Amendments amendments;
  private final Clock clock;

  @Inject
  VoteResource(Amendments amendments, Clock clock) {
    this.amendments = amendments;
    this.clock = clock;
  }

  /** With {@code {"verdict", "comment", "ballot_hash", "conditions"}}. */
  @POST
  public Uni<Response> vote(
      @PathParam("operation_id") String id, byte[] body, @Context RoutingContext http) {
    var opinion = Opinion.read(body);
    var call = Call.of(http);
    return amendments.make(id, call, view -> request(view, opinion, call));
  }

  /** Takes one's own vote back, also while the operation waits for its time. */
  @DELETE
  public Uni<Response> withdraw(
      @PathParam("operation_id") String id, @Context RoutingContext http) {
    var call = Call.of(http);
    return amendments.make(id, call, view -> request(view, Opinion.WITHDRAWN, call));
  }

  private Optional<RequestEvent> request(OperationView view, Opinion opinion, Call call) {
    var approval = view.approval();
    if (approval == null || !open(view.state(), opinion)) {
      throw Problem.of(ProblemType.NOTHING_TO_APPROVE, "The operation waits for no approval.")
          .with("operation_id", view.id())
          .with("operation_status", view.state().wireName())
          .found();
    }
    allowed(view, approval, call, clock.instant());
    if (opinion.ballotHash() != null && !opinion.ballotHash().equals(approval.ballotHash())) {
      throw lookFirst(view, approval);
    }
    inTime(opinion, clock.instant());
    var before = approval.of(call.requester().subject());
    var nothingNew =
        opinion.verdict() == VoteVerdict.WITHDRAW
            ? before.isEmpty()
            : before
                .filter(vote -> vote.verdict() == opinion.verdict())
                .filter(vote -> Objects.equals(vote.conditions(), opinion.conditions()))
                .isPresent();
    return nothingNew ? Optional.empty() : Optional.of(vote(view, approval, opinion, call));
  }

  private static void inTime(Opinion opinion, Instant now) {
    var conditions = opinion.conditions();
    if (conditions == null) {
      return;
    }
    var end = VoteCondition.end(conditions).orElse(Instant.MAX);
    if (!now.isBefore(end)) {
      throw Problem.of(ProblemType.INVALID_PARAMETER, "conditions: not_after has passed already.")
          .field("conditions")
          .nextStep("Name a time that is yet to come.")
          .found();
    }
  }

  private static boolean open(OperationState state, Opinion opinion) {
    return state == OperationState.APPROVAL_REQUIRED
        || state == OperationState.HELD && opinion.verdict() == VoteVerdict.WITHDRAW;
  }

  private ApprovalVoted vote(OperationView view, Approval approval, Opinion opinion, Call call) {
    return new ApprovalVoted(
        view.id(),
        view.request().resource(),
        approval.ballotHash(),
        opinion.verdict(),
        opinion.comment(),
        call.requester(),
        now(approval, call),
        call.clientAddress(),
        opinion.conditions());
  }

  /** After this person's last vote, whichever replica with whatever clock took that. */
  private Instant now(Approval approval, Call call) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return approval
        .lastVoteOf(call.requester().subject())
        .map(last -> last.plusMillis(1))
        .filter(now::isBefore)
        .orElse(now);
  }

  private static void allowed(OperationView view, Approval approval, Call call, Instant now) {
    if (call.requester().subject().equals(view.request().requester().subject())) {
      throw Problem.of(ProblemType.OWN_REQUEST, "Whoever asks for an operation cannot approve it.")
          .nextStep("Ask a member of " + groups(approval) + " to look at it.")
          .with("operation_id", view.id())
          .found();
    }
    if (!approval.asks(call.requester(), now)) {
      throw Problem.of(
              ProblemType.NOT_YOURS_TO_VOTE,
              "The operation needs the approval of members of "
                  + groups(approval)
                  + ". You are in none of these groups, and stand in for nobody who is.")
          .with("operation_id", view.id())
          .found();
    }
  }

  private static String groups(Approval approval) {
    return approval.quorum().stream().map(Need::group).collect(Collectors.joining(" or "));
  }

  private static ProblemFound lookFirst(OperationView view, Approval approval) {
    var changed = approval.changed();
    return Problem.of(ProblemType.BALLOT_CHANGED, "What you want to vote on has changed since.")
        .field("ballot_hash")
        .nextStep("Look at what has changed, and vote again with this ballot_hash.")
        .with("operation_id", view.id())
        .with("ballot_hash", approval.ballotHash())
        .with("changed", changed == null ? List.of() : changed)
        .found();
  }
}
