package dev.countersign.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would happen, were it submitted now.
 *
 * @param resource its key
 * @param identifier what people call it
 * @param observedAt when RDS was looked at for this; null where the executor does not look there
 * @param wouldStart whether it would be begun without another word from anybody: the verdict is
 *     {@code approved} and every precondition holds
 * @param verdict {@code approved}, {@code rejected}, {@code approval-required} or {@code frozen}
 * @param reason why not, or not yet; null where the verdict is a yes
 * @param classifiedBy how the environment was found; {@code matched} is what matched
 * @param rules those that decide, the one that speaks first in front
 * @param approval who would have to agree; null where nobody has to
 * @param resumesAt when it would be started after a freeze; null where it would not wait for one
 * @param nextFreeze the next that will bind it; null for none within a year
 * @param preconditions in the order in which they are asked; ends with the first that does not hold
 * @param interruption null where there is no resource any more
 * @param alsoApplied other pending changes that RDS would apply along
 * @param undo what takes it back; null where there is no resource any more
 * @param changeRequest filled in, where filing one is the way forward; null otherwise
 */
public record Preview(
    String operation,
    String resource,
    String identifier,
    Map<String, Object> parameters,
    @Nullable Instant observedAt,
    boolean wouldStart,
    String verdict,
    @Nullable Reason reason,
    String environment,
    String classifiedBy,
    String matched,
    List<Rule> rules,
    String rulesVersion,
    @Nullable ApprovalNeeded approval,
    @Nullable Instant resumesAt,
    @Nullable NextFreeze nextFreeze,
    List<Precondition> preconditions,
    List<Change> changes,
    @Nullable Interruption interruption,
    List<AlsoApplied> alsoApplied,
    @Nullable String undo,
    Operation.@Nullable ChangeRequest changeRequest) {

  /** Why not. */
  public record Reason(String code, String message, @Nullable String nextStep) {}

  /** A rule, and what it says about this. */
  public record Rule(String id, String title, String why) {}

  /** Who would have to agree, all of it by different people. */
  public record ApprovalNeeded(
      List<Operation.Need> by, long waitingSeconds, long startWithinSeconds) {}

  public record NextFreeze(String title, Instant begins) {}

  /** One thing that has to hold; code and next step are null where it does. */
  public record Precondition(
      String name, boolean ok, @Nullable String code, String message, @Nullable String nextStep) {}

  /** One thing that is another afterwards. */
  public record Change(String field, @Nullable String now, @Nullable String then) {}

  /** Whether clients of the database notice. */
  public record Interruption(boolean expected, String why, @Nullable String howLong) {}

  /** A change that comes along. */
  public record AlsoApplied(String field, @Nullable String now, String then, String why) {}
}
