package dev.countersign.contracts.preview;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Need;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policy would decide.
 *
 * @param verdict {@code approved}, {@code rejected}, {@code approval-required} or {@code frozen}
 * @param reason why not, or not yet; null where it is a yes
 * @param rules those that decide, the one that speaks first in front
 * @param approval who would have to agree; null where nobody has to
 * @param resumesAt when it would be started after a freeze; null where it would not wait for one
 * @param changeRequest filled in, where filing one is the way forward
 * @param nextFreeze the next freeze that will bind it; null for none within a year
 * @param inventory whether policy's own inventory, by which it decides, says the same
 */
public record JudgementAnswer(
    String verdict,
    @Nullable Reason reason,
    Classification classification,
    List<Rule> rules,
    String rulesVersion,
    @Nullable ApprovalNeeded approval,
    @Nullable Instant resumesAt,
    @Nullable ChangeRequest changeRequest,
    @Nullable NextFreeze nextFreeze,
    Precondition inventory) {
  public JudgementAnswer {
    rules = List.copyOf(rules);
  }

  /**
   * @param code stable, for programs
   * @param message in the requester's words
   * @param nextStep what the requester can do; null where nothing has to be done
   */
  public record Reason(String code, String message, @Nullable String nextStep) {}

  /**
   * A rule that decides.
   *
   * @param id as in decisions and in the ledger
   * @param title what it is about
   * @param why what it says about this request
   */
  public record Rule(String id, String title, String why) {}

  /**
   * @param by how many of which groups, all of it by different people and none by the requester
   * @param waitingSeconds how long votes are waited for
   * @param startWithinSeconds how long after the last needed vote it may be started
   */
  public record ApprovalNeeded(List<Need> by, long waitingSeconds, long startWithinSeconds) {
    public ApprovalNeeded {
      by = List.copyOf(by);
    }
  }

  /**
   * @param title of the freeze
   */
  public record NextFreeze(String title, Instant begins) {}
}
