package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lands on an instance or a cluster at a time: attributes that get a value, attributes that
 * go, and names that leave PendingModifiedValues.
 */
public record ScheduledChange(
    Instant at, Map<String, Object> set, List<String> unset, List<String> landed) {

  public static ScheduledChange of(Instant at, Map<String, Object> set) {
    return new ScheduledChange(at, set, List.of(), List.of());
  }

  public boolean due(Instant now) {
    return !now.isBefore(at);
  }

  /** What becomes of these attributes. */
  Map<String, Object> landedOn(Map<String, Object> attributes) {
    var next = new LinkedHashMap<>(attributes);
    next.putAll(set);
    unset.forEach(next::remove);
    if (!landed.isEmpty()) {
      var pending = Instance.copy(next.get(Evolving.PENDING));
      landed.forEach(pending::remove);
      next.put(Evolving.PENDING, pending);
    }
    return next;
  }

  ScheduledChange rescaled(Pace before, Pace after, Instant now) {
    return new ScheduledChange(after.instead(before, at, now), set, unset, landed);
  }
}
