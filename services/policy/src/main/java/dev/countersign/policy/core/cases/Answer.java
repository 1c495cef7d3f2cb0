package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalReminded;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.BreakGlassUsed;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;
import dev.countersign.contracts.event.DecisionEvent.ReviewClosed;
import dev.countersign.contracts.event.DecisionEvent.ReviewRefused;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;

/** What policy says. The statements among these are signed before they leave. */
public sealed interface Answer {
  /** The operation may be done. */
  record Approve(Approval statement) implements Answer {}

  /** The operation may not be done. */
  record Reject(OperationRejected rejection) implements Answer {}

  /** People have to agree first. */
  record Ask(ApprovalRequired question) implements Answer {}

  /** Too few agreed in time. */
  record Expire(ApprovalExpired expiry) implements Answer {}

  /** People are told that their votes are missing. */
  record Remind(ApprovalReminded reminder) implements Answer {}

  /** A vote counts. */
  record Count(VoteCounted vote) implements Answer {}

  /** A vote does not count. */
  record Discard(VoteRefused vote) implements Answer {}

  /** The operation waits for the end of a freeze. */
  record Hold(OperationHeld hold) implements Answer {}

  /** Approvals and freezes are skipped: the approval follows, and a review is open. */
  record UseBreakGlass(BreakGlassUsed use) implements Answer {}

  /** The review of a break-glass is closed. */
  record CloseReview(ReviewClosed closing) implements Answer {}

  /** The review stays as it is. */
  record KeepReview(ReviewRefused refusal) implements Answer {}

  /** The operation shall be stopped. */
  record Stop(Cancellation statement) implements Answer {}

  /** The operation goes on. */
  record GoOn(CancelRefused refusal) implements Answer {}

  /** A person's finding holds. */
  record Settle(Resolution statement) implements Answer {}

  /** The operation stays unresolved. */
  record Leave(ResolutionRefused refusal) implements Answer {}

  /** Whether it is the decision about the operation, of which there is one. */
  default boolean decides() {
    return switch (this) {
      case Approve _, Reject _, Expire _ -> true;
      case Ask _,
          Remind _,
          Hold _,
          Count _,
          Discard _,
          Stop _,
          GoOn _,
          Settle _,
          Leave _,
          UseBreakGlass _,
          CloseReview _,
          KeepReview _ ->
          false;
    };
  }
}
