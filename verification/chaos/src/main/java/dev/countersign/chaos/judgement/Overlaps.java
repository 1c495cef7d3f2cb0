package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operations that exclude each other, on one resource or on a cluster and its members, of which one
 * had its effect before the other was over.
 */
final class Overlaps {
  private record UnderWay(String operationId, String exclusion, Instant from, Instant until) {
    boolean meets(UnderWay other) {
      return other != this
          && exclusion.equals(other.exclusion)
          && !from.isBefore(other.from)
          && from.isBefore(other.until);
    }
  }

  /**
   * The ids of those that did not wait.
   *
   * @param skew how far AWS's clock is ahead of the machine's
   */
  static Set<String> in(Material material, Map<String, List<JsonNode>> effects, Duration skew) {
    var events = material.events();
    var all = new ArrayList<UnderWay>();
    material
        .accepted()
        .forEach((id, asked) ->
            effects.getOrDefault(id, List.of()).stream()
                .map(effect -> Instant.parse(effect.path("time").asText()).minus(skew))
                .min(Instant::compareTo)
                .ifPresent(from ->
                    all.add(
                        new UnderWay(
                            id,
                            asked.exclusion(),
                            from,
                            over(events.getOrDefault(id, List.of()), from)))));
    var found = new HashSet<String>();
    all.forEach(one -> {
      if (all.stream().anyMatch(one::meets)) {
        found.add(one.operationId());
      }
    });
    return found;
  }

  /** One without an end is counted as that. */
  private static Instant over(List<LedgerEntry> events, Instant from) {
    return events.stream()
        .filter(event -> Events.isTerminal(event) || Events.is(event, "completed-late"))
        .map(Events::time)
        .max(Instant::compareTo)
        .orElse(from);
  }

  private Overlaps() {}
}
