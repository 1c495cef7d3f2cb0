package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What strangers did, held beside what the platform says of its operations. */
final class Disturbance {
  private static final Map<String, String> ACTIONS =
      Map.of(
          "reboot_instance", "RebootDBInstance",
          "stop_instance", "StopDBInstance",
          "start_instance", "StartDBInstance");

  /** From a stranger's call to the last thing that is seen of it, at RDS's own speed. */
  private static final Duration LONGEST = Duration.ofSeconds(75);

  private final List<JsonNode> effects;
  private final Duration longest;

  Disturbance(List<JsonNode> effects, double speed) {
    this.effects = effects;
    this.longest = Duration.ofMillis((long) (LONGEST.toMillis() / speed));
  }

  /**
   * Whether somebody else brought about what was asked for since the operation had begun, or was in
   * the middle of it then. Nobody could tell, when the own call got lost, and it is so.
   */
  boolean didTheSame(Requested asked, Instant begun) {
    var action = ACTIONS.get(asked.operation());
    return effects.stream()
        .anyMatch(effect ->
            effect.path("action").asText().equals(action)
                && isOn(effect, asked.instance())
                && at(effect).plus(longest).isAfter(begun));
  }

  /**
   * Whether somebody else was at work on the instance between two moments, so that not everything
   * can be known. What was deleted stays so.
   */
  boolean touched(String instance, Instant from, Instant until) {
    return effects.stream()
        .filter(effect -> isOn(effect, instance) && at(effect).isBefore(until))
        .anyMatch(effect -> deletes(effect) || at(effect).plus(longest).isAfter(from));
  }

  boolean deleted(String instance) {
    return effects.stream().anyMatch(effect -> deletes(effect) && isOn(effect, instance));
  }

  private static boolean deletes(JsonNode effect) {
    return effect.path("action").asText().equals("DeleteDBInstance");
  }

  private static boolean isOn(JsonNode effect, String instance) {
    return effect.path("resource").asText().endsWith(":db:" + instance);
  }

  private static Instant at(JsonNode effect) {
    return Instant.parse(effect.path("time").asText());
  }
}
