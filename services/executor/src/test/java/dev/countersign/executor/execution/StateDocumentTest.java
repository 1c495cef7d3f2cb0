package dev.countersign.executor.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.Named;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.provider.operation.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDocumentTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Terms SIGNED =
      new Terms(
          "op-1",
          T0,
          T0.plusSeconds(300),
          Duration.ofMinutes(5),
          Duration.ofSeconds(9),
          Duration.ofHours(1),
          Map.of("operation", "reboot_instance"),
          Duration.ZERO,
          new Named("RDS", "instance"));
  private static final Attempt ATTEMPT =
      new Attempt(1, "cs-1", T0.plusSeconds(900), T0.plusSeconds(7), Map.of("a", "b"), null);
  private static final State INTENT = new State.Intent(SIGNED, ATTEMPT);

  @Test
  void theTermsAreNotStoredBesideTheEnvelopeThatHasThem() {
    for (var state : new State[] {INTENT, new State.Ready(SIGNED, 0, 0, T0, null)}) {
      var stored = StateDocument.of(state);

      assertFalse(stored.contains("terms"), stored);
      assertEquals(state, StateDocument.read(StateDocument.phase(state), stored, SIGNED));
    }
  }

  @Test
  void theTermsThatCountAreThoseThatWereSigned() {
    var forged = Json.read(StateDocument.of(INTENT), ObjectNode.class);
    forged.set("terms", Json.mapper().valueToTree(Terms.bare("op-2", T0)));

    assertEquals(INTENT, StateDocument.read("intent", Json.text(forged), SIGNED));
  }
}
