package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.chaos.judgement.Judge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How much trouble there really was: as far as it can be, by what RDS itself wrote down. */
record Injected(Strangers strangers, Mayhem mayhem) {
  int kills() {
    return mayhem.done();
  }

  /** By kind. */
  Map<String, Long> counted(List<JsonNode> effects) {
    var counted = new LinkedHashMap<String, Long>();
    counted.put("answers_lost", lost(effects).count());
    counted.put(
        "answers_lost_then_deleted",
        lost(effects).filter(effect -> isDeletedNext(effect, effects)).count());
    counted.put("accepted_then_failed", struck(effects, "accepted_then_fails").count());
    counted.put("strangers_stops", byStrangers(effects, "Stop"));
    counted.put("strangers_starts", byStrangers(effects, "Start"));
    counted.put("strangers_restarts", byStrangers(effects, "Reboot"));
    counted.put("strangers_failovers", byStrangers(effects, "Failover"));
    counted.put("tags_made_late", strangers.tagsMadeLate());
    counted.put("aws_clock_ahead_ms", (long) strangers.skewMs());
    counted.put("broker_freezes_under_load", (long) mayhem.freezes());
    return counted;
  }

  private static Stream<JsonNode> lost(List<JsonNode> effects) {
    return Stream.concat(struck(effects, "answer_lost"), struck(effects, "answer_500"));
  }

  private static Stream<JsonNode> struck(List<JsonNode> effects, String fault) {
    return effects.stream().filter(effect -> effect.path("faults").toString().contains(fault));
  }

  /** Whether the very next thing that was done with it was to delete it. */
  static boolean isDeletedNext(JsonNode effect, List<JsonNode> effects) {
    return effects.stream()
        .skip(effects.indexOf(effect) + 1L)
        .filter(later -> later.path("resource_id").equals(effect.path("resource_id")))
        .findFirst()
        .filter(next -> next.path("action").asText().equals("DeleteDBInstance"))
        .isPresent();
  }

  private static long byStrangers(List<JsonNode> effects, String action) {
    return effects.stream()
        .filter(effect ->
            effect.path("session_name").asText().equals(Judge.STRANGER)
                && effect.path("action").asText().startsWith(action))
        .count();
  }
}
