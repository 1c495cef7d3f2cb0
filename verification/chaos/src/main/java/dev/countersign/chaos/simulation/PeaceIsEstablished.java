package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.execution.Row;
import java.util.List;

/**
 * Where nothing goes wrong, there is nothing that could not be established: an operation succeeds
 * with its one effect, or nothing was done and it says why.
 */
record PeaceIsEstablished() implements Invariant {
  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .filter(row -> !row.events().stream().allMatch(event -> isPlain(world, row, event)))
        .map(row ->
            "not established in peace: "
                + world.policy.action(row.operationId)
                + row.events()
                + " with "
                + world.rds.effectsOf(row.operationId))
        .toList();
  }

  private static boolean isPlain(World world, Row row, StatusEvent event) {
    var done = world.rds.effectsOf(row.operationId).size();
    return switch (event) {
      case OperationSucceeded _ -> done == 1;
      case OperationCancelled _ -> done == 0 && world.policy.cancelled.contains(row.operationId);
      case OperationFailed failed -> done == 0 && isSo(world, row, failed);
      case StatusEvent.Terminal _ -> false;
      default -> true;
    };
  }

  /** Only these reasons are there where nobody is in the way but the operations themselves. */
  private static boolean isSo(World world, Row row, OperationFailed failed) {
    return switch (failed.fault().code()) {
      case "wrong-state" ->
          world
              .resource(row.operationId)
              .wasOther(
                  SimulatedRds.needed(world.policy.action(row.operationId)),
                  failed.evidence().getFirst().seenAt());
      case "writer-already" -> wasTheWriter(world, row, failed);
      case "decision-expired" ->
          // It waited for others, or for its turn in the account.
          row.events().stream().anyMatch(OperationQueued.class::isInstance)
              || !world.limits.equals(Limits.NONE);
      // The session ended with the approval, by AWS's clock.
      case "AccessDenied" ->
          row.endedAt != null && !world.rds.atAws(row.endedAt).isBefore(row.expiresAt);
      default -> false;
    };
  }

  private static boolean wasTheWriter(World world, Row row, OperationFailed failed) {
    var target = world.policy.parameter(row.operationId, "target_member");
    return world
        .resource(row.operationId)
        .was(view -> view.writer().equals(target), failed.evidence().getFirst().seenAt());
  }
}
