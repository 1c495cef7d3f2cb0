package dev.countersign.executor.hosting;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
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
          ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC"),
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
}
