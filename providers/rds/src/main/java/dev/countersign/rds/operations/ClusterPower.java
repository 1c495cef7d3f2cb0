package dev.countersign.rds.operations;

import dev.countersign.provider.operation.Attempt;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a cluster's events tell of stops and starts. */
final class ClusterPower {
  private static final NewEvents FAILURES =
      new NewEvents(
          "last_failure",
          "failures_at_last",
          // "Started cross AZ failover" is none of either.
          event -> says(event, "fail") && says(event, "stop", "start") && !says(event, "failover"));
  private static final NewEvents SWITCHED =
      new NewEvents(
          "last_power", "powers_at_last", event -> says(event, "stopped", "started", "starting"));

  /** What was there before the call. */
  static Map<String, String> baseline(ClusterSight sight) {
    return FAILURES.baseline(sight);
  }

  /** The failure that this attempt met, or empty. */
  static Optional<EventSight> failure(Attempt attempt, ClusterSight sight) {
    return FAILURES.since(attempt, sight);
  }

  /** Whether it is in this state, and was neither stopped nor started since the intent. */
  static boolean isUntouched(Attempt attempt, ClusterSight sight, String status) {
    var cluster = sight.cluster();
    return cluster != null
        && cluster.status().equals(status)
        && sight.allMembersAre(status)
        && SWITCHED.since(attempt, sight).isEmpty();
  }

  private static boolean says(EventSight event, String... words) {
    var message = event.message().toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(message::contains);
  }

  private ClusterPower() {}
}
