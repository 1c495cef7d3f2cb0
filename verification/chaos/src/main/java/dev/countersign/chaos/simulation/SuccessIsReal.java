package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.executor.execution.Row;
import java.time.Duration;
import java.util.List;

/**
 * Promise 3: what is told to be done is done. Somebody else may have done it while the own call got
 * lost: nobody could tell, and it is so. A state that was asked for counts since the approval; a
 * restart is none, and one from before the intent is never told as the operation's own.
 */
record SuccessIsReal() implements Invariant {
  /** From a stranger's call to the last thing that is seen of it. */
  private static final Duration LONGEST = Duration.ofSeconds(45);

  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .filter(row ->
            row.events().stream()
                .anyMatch(event ->
                    event instanceof OperationSucceeded || event instanceof OperationCompletedLate))
        .filter(row -> !isDone(world, row) && !doneByAnother(world, row))
        .map(row ->
            "false success: " + row.events() + " with " + world.rds.effectsOf(row.operationId))
        .toList();
  }

  private static boolean isDone(World world, Row row) {
    var effects = world.rds.effectsOf(row.operationId);
    return !effects.isEmpty() && !effects.getLast().takenBack();
  }

  static boolean doneByAnother(World world, Row row) {
    var action = world.policy.action(row.operationId);
    var isAState = !action.startsWith("Reboot") && !action.startsWith("Failover");
    var since = isAState ? row.enteredAt : row.intendedAt;
    return since != null
        && world.rds.effects().stream()
            .filter(effect -> !effect.operationId().equals(row.operationId))
            .filter(effect -> isTheSame(world, effect, action, world.resource(row.operationId)))
            .anyMatch(effect ->
                effect.isForeign()
                    // It may still be under way then.
                    ? effect.at().plus(LONGEST).isAfter(since)
                    : arrivedLate(row, effect));
  }

  /** The call of an operation before this one: {@link OneAtATime} says when that may be. */
  private static boolean arrivedLate(Row row, Effect effect) {
    return row.intendedAt != null && effect.at().isAfter(row.intendedAt);
  }

  /** A failover restarts members. */
  private static boolean isTheSame(
      World world, Effect effect, String action, SimulatedResource resource) {
    return (effect.action().equals(action) && effect.resource() == resource)
        || (effect.action().equals("FailoverDBCluster")
            && action.equals("RebootDBInstance")
            && effect.resource() == world.rds.exclusion(resource));
  }
}
