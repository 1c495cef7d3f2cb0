package dev.countersign.workbench.replay;

import dev.countersign.contracts.event.DecisionEvent;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.workbench.judging.Judged;
import dev.countersign.workbench.replay.PastDecision.Recorded;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a decision's event says, in the workbench's words. */
final class Decided {
  /** No rule said these. */
  private static final Set<String> BY_NO_RULE =
      Set.of("cancelled", "requester-not-proven", "instance-unknown", "review-open");

  /** Null for an event that is no decision. */
  static @Nullable Recorded of(DecisionEvent event) {
    return switch (event) {
      case OperationApproved yes ->
          new Recorded(Judged.APPROVED, null, yes.rules(), yes.rulesVersion());
      case OperationRejected no ->
          new Recorded(
              no.code().equals(Judged.FROZEN) ? Judged.FROZEN : Judged.REJECTED,
              no.code(),
              no.rules(),
              no.rulesVersion());
      case OperationHeld held ->
          new Recorded(Judged.FROZEN, held.code(), held.rules(), held.rulesVersion());
      case ApprovalRequired asked ->
          new Recorded(
              Judged.APPROVAL_REQUIRED,
              null,
              asked.ballot().rules(),
              asked.ballot().rulesVersion());
      case ApprovalExpired _ -> new Recorded(Judged.REJECTED, "approval-expired", List.of(), null);
      default -> null;
    };
  }

  /** Whether rules have a say in it. */
  static boolean byRules(Recorded recorded) {
    return recorded.code() == null || !BY_NO_RULE.contains(recorded.code());
  }

  /**
   * What stands for a whole row of decisions about one operation: what the votes led to, where
   * there were votes; otherwise the first. A wait that ended by itself still was a wait for votes.
   */
  static Recorded whole(List<Recorded> inOrder) {
    var first = inOrder.getFirst();
    if (!first.verdict().equals(Judged.APPROVAL_REQUIRED)) {
      return first;
    }
    // What came of a freeze after that is not the votes' doing.
    return inOrder.stream()
        .filter(one -> !one.verdict().equals(Judged.APPROVAL_REQUIRED))
        .findFirst()
        .filter(voted -> byRules(voted) && !"approval-expired".equals(voted.code()))
        .orElse(first);
  }

  private Decided() {}
}
