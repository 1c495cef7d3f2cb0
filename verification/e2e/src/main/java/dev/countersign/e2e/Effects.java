package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.embedded.Simulator;
import java.util.List;

/** What really happened on RDS, as the simulator wrote it down before it answered. */
record Effects(Simulator simulator) {
  List<JsonNode> all() {
    return simulator.effects();
  }

  /** Exactly one effect, of this action. */
  void expectOnce(String operationId, String action) {
    var effects = simulator.effectsOf(operationId);
    StoryFailed.unless(
        effects.size() == 1 && effects.getFirst().path("action").asText().equals(action),
        "expected one " + action + " on RDS, saw " + effects);
  }

  /** No effect at all. */
  void expectNone(String operationId) {
    var effects = simulator.effectsOf(operationId);
    StoryFailed.unless(effects.isEmpty(), "expected no effect on RDS, saw " + effects);
  }
}
