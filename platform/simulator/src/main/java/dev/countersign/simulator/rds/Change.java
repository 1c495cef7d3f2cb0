package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What lands on an instance at a time: attributes that get a value, attributes that go, and names
 * that leave PendingModifiedValues.
 */
public record Change(Instant at, Map<String, Object> set, List<String> unset, List<String> landed) {

  public static Change of(Instant at, Map<String, Object> set) {
    return new Change(at, set, List.of(), List.of());
  }

  public boolean due(Instant now) {
    return !now.isBefore(at);
  }

  Change rescaled(Pace before, Pace after, Instant now) {
    return new Change(after.instead(before, at, now), set, unset, landed);
  }
}
