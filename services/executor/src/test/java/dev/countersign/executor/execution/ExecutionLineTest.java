package dev.countersign.executor.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.operations.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionLineTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final Attempt ATTEMPT = new Attempt(1, "cs-op-1-1", NOW, NOW, Map.of(), null);
  private static final Order ORDER =
      new Order(
          "op-1",
          "create_snapshot",
          InstanceKey.parse("111122223333:eu-central-1:db-ABC"),
          "dev-1",
          Map.of(
              "snapshot_id", "s1", "tags", List.of(Map.of("Key", "Password", "Value", "hunter2"))),
          "ada",
          new Classification(
              Environment.DEVELOPMENT, "tag", "Env=dev", "dev-1", List.of("Env"), Map.of()));

  @Test
  void theLogNamesTheParametersAndTellsNoneOfTheirValues() {
    var line = ExecutionLine.of("operation succeeded", ORDER, Optional.of(ATTEMPT), "corr");

    assertTrue(line.contains("parameters=[snapshot_id, tags]"), line);
    assertFalse(line.contains("hunter2"), line);
    assertFalse(line.contains("s1"), line);
    assertTrue(line.contains("session=cs-op-1-1 "), line);
  }

  @Test
  void theEndIsToldWithTheSessionOfTheAttemptThatLedThere() {
    var terms =
        new Terms(
            "op-1",
            NOW,
            NOW,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Map.<String, Object>of());
    var ended = new State.Ended(terms, OperationState.SUCCEEDED);

    assertEquals(
        Optional.of(ATTEMPT),
        ExecutionLine.attempt(new State.Confirming(terms, ATTEMPT, 50, "x"), ended));
    assertEquals(
        Optional.empty(), ExecutionLine.attempt(new State.Ready(terms, 0, 0, NOW, null), ended));
  }
}
