package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.Simulator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What really happened on RDS, as the simulator wrote it down before it answered. */
record Effects(Simulator simulator) {
  List<JsonNode> all() {
    return simulator.effects();
  }

  /** The status of every instance whose name begins so, as RDS has it. */
  List<String> statuses(String prefix) {
    var instances = Json.read(simulator.done("GET", "/instances", null), JsonNode.class);
    return StreamSupport.stream(instances.spliterator(), false)
        .filter(instance -> instance.path("instance").asText().startsWith(prefix))
        .map(instance -> instance.path("status").asText())
        .toList();
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

  /** Until this is closed, no role can be assumed, so that nothing can be called. */
  Withheld withoutSessions() {
    simulator.fault(Map.of("kind", "access_denied", "match", Map.of("action", "AssumeRole")));
    return simulator::clearFaults;
  }

  /** Something that is taken away for a while. */
  @FunctionalInterface
  interface Withheld extends AutoCloseable {
    @Override
    void close();
  }
}
