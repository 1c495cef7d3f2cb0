package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;

/** What policy says. The statements among these are signed before they leave. */
public sealed interface Answer {
  /** The operation may be done. */
  record Approve(Approval statement) implements Answer {}

  /** The operation may not be done. */
  record Reject(OperationRejected rejection) implements Answer {}

  /** The operation shall be stopped. */
  record Stop(Cancellation statement) implements Answer {}

  /** The operation goes on. */
  record GoOn(CancelRefused refusal) implements Answer {}

  /** A person's finding holds. */
  record Settle(Resolution statement) implements Answer {}

  /** The operation stays unresolved. */
  record Leave(ResolutionRefused refusal) implements Answer {}
}
