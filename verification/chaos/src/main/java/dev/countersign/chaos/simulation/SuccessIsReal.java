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

  private static boolean doneByAnother(World world, Row row) {
    var action = world.policy.action(row.operationId);
    var since = action.equals("RebootDBInstance") ? row.intendedAt : row.enteredAt;
    return since != null
        && world.rds.effects().stream()
            .anyMatch(effect ->
                effect.isForeign()
                    && effect.action().equals(action)
                    && effect.instance() == world.instance(row.operationId)
                    // It may still be under way then.
                    && effect.at().plus(LONGEST).isAfter(since));
  }
}
