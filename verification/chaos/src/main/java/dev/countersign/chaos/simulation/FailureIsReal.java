package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.executor.execution.Row;
import java.util.List;

/**
 * What is told not to be done is not done. That an instance is gone is not a word about whether
 * something was done with it before.
 */
record FailureIsReal() implements Invariant {
  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .filter(row -> row.events().stream().anyMatch(event -> isWrong(world, row, event)))
        .map(row ->
            "false failure: " + row.events() + " with " + world.rds.effectsOf(row.operationId))
        .toList();
  }

  private static boolean isWrong(World world, Row row, StatusEvent event) {
    var effects = world.rds.effectsOf(row.operationId);
    return switch (event) {
      case OperationFailed failed ->
          !saysGone(world, row, failed) && effects.stream().anyMatch(effect -> !effect.takenBack());
      case OperationCancelled _ -> !effects.isEmpty();
      default -> false;
    };
  }

  private static boolean saysGone(World world, Row row, OperationFailed failed) {
    return world.resource(row.operationId).isDeleted()
        && List.of("instance-gone", "cluster-gone").contains(failed.fault().code());
  }
}
