package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.executor.execution.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Promise 3: what is told to be done is done. Somebody else may have done it while the own call got
 * lost: nobody could tell, and it is so. Who may have done it, and when, is as narrow here as what
 * the executor can tell apart.
 */
record SuccessIsReal() implements Invariant {
  /** From a stranger's call to the last thing that is seen of it. */
  private static final Duration LONGEST = Duration.ofSeconds(45);

  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .filter(SuccessIsReal::isTold)
        .filter(row ->
            !isDone(world, row) && !doneByAStranger(world, row) && !doneByALateCall(world, row))
        .map(row ->
            "false success: "
                + world.policy.action(row.operationId)
                + ' '
                + world.policy.call(row.operationId).arguments()
                + ' '
                + row.events()
                + " with "
                + world.rds.effectsOf(row.operationId))
        .toList();
  }

  private static boolean isTold(Row row) {
    return row.events().stream()
        .anyMatch(event ->
            event instanceof OperationSucceeded || event instanceof OperationCompletedLate);
  }

  private static boolean isDone(World world, Row row) {
    var effects = world.rds.effectsOf(row.operationId);
    return !effects.isEmpty() && !effects.getLast().takenBack();
  }

  /**
   * Whether it ended as done because a stranger had done the same until then: a state that was
   * asked for, since the approval; a restart or a failover, since the intent.
   */
  static boolean doneByAStranger(World world, Row row) {
    var action = world.policy.call(row.operationId).action();
    var isAState = !action.startsWith("Reboot") && !action.startsWith("Failover");
    var since = isAState ? row.enteredAt : row.intendedAt;
    return since != null
        && isTold(row)
        && before(world, row)
            .filter(Effect::isForeign)
            // It may still be under way then.
            .filter(effect -> effect.at().plus(LONGEST).isAfter(since))
            .anyMatch(brings(world, row));
  }

  /** What RDS had taken when it ended. */
  private static Stream<Effect> before(World world, Row row) {
    var end = row.endedAt;
    return world.rds.effects().stream().filter(effect -> end != null && !effect.at().isAfter(end));
  }

  /**
   * Whether a call for the very same did it, of an operation that a stranger had ended before that
   * call arrived: {@link OneAtATime} lets no other come between an intent and its end.
   */
  private static boolean doneByALateCall(World world, Row row) {
    var since = row.intendedAt;
    return since != null
        && before(world, row)
            .filter(effect -> !effect.isForeign() && effect.at().isAfter(since))
            .filter(effect -> !effect.operationId().equals(row.operationId))
            .filter(brings(world, row))
            .anyMatch(effect -> isLate(world, effect));
  }

  /** Whether its operation had ended before, by a stranger's deed. */
  static boolean isLate(World world, Effect effect) {
    var row = world.records.row(effect.operationId());
    return row != null
        && row.endedAt != null
        && effect.at().isAfter(row.endedAt)
        && doneByAStranger(world, row);
  }

  private static Predicate<Effect> brings(World world, Row row) {
    var asked = world.policy.call(row.operationId);
    var resource = world.resource(row.operationId);
    return effect ->
        effect.does(asked, resource)
            || (asked.action().equals("RebootDBInstance")
                && effect.restarts(resource, world.rds.exclusion(resource)));
  }
}
