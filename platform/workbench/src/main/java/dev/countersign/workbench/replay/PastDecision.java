package dev.countersign.workbench.replay;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.workbench.judging.VoteCast;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, and all that it was decided from.
 *
 * @param decidedAt when it was first decided, before any vote
 * @param known its resource, and the cluster that this is a member of, as they were known then
 */
record PastDecision(
    OperationRequested request,
    Known known,
    Instant decidedAt,
    List<VoteCast> votes,
    Recorded recorded) {

  /**
   * As it is in the ledger.
   *
   * @param verdict approved, rejected, approval-required or frozen
   * @param code of a rejection
   */
  record Recorded(
      String verdict, @Nullable String code, List<String> rules, @Nullable String rulesVersion) {
    Recorded {
      rules = List.copyOf(rules);
    }

    String words() {
      return code == null || code.equals(verdict) ? verdict : verdict + " (" + code + ')';
    }
  }

  /** One that cannot be decided anew, and why. */
  record Passed(String operationId, String why) {}
}
