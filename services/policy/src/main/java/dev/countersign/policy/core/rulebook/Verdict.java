package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;

/** The answer to one request. */
public sealed interface Verdict {
  /** It may be done; the approval has yet to be signed. */
  record Approved(Approval approval) implements Verdict {}

  /** It may not be done. */
  record Rejected(OperationRejected rejection) implements Verdict {}
}
