package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of DescribeEvents. It may lie ahead: it is not shown before its time. */
public record Event(
    Scope scope,
    Instant date,
    String sourceType,
    String source,
    String arn,
    String category,
    String message) {

  public static Event of(Instance instance, Instant date, String category, String message) {
    return new Event(
        instance.scope(),
        date,
        "db-instance",
        instance.identifier(),
        instance.arn(),
        category,
        message);
  }

  public static Event of(Cluster cluster, Instant date, String category, String message) {
    return new Event(
        cluster.scope(),
        date,
        "db-cluster",
        cluster.identifier(),
        cluster.arn(),
        category,
        message);
  }

  static Event of(ClusterSnapshot snapshot, Instant date, String category, String message) {
    return new Event(
        snapshot.scope(),
        date,
        "db-cluster-snapshot",
        snapshot.identifier(),
        snapshot.arn(),
        category,
        message);
  }

  static Event of(Snapshot snapshot, Instant date, String category, String message) {
    return new Event(
        snapshot.scope(),
        date,
        "db-snapshot",
        snapshot.identifier(),
        snapshot.arn(),
        category,
        message);
  }

  public Event rescaled(Pace before, Pace after, Instant now) {
    return new Event(
        scope, after.instead(before, date, now), sourceType, source, arn, category, message);
  }

  public Map<String, Object> shown() {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("SourceIdentifier", source);
    shown.put("SourceType", sourceType);
    shown.put("Message", message);
    shown.put("EventCategories", category.isEmpty() ? List.of() : List.of(category));
    // Rounded up: a restart must never seem to lie before the call that caused it.
    shown.put("Date", Times.shown(date.plusNanos(999_999)));
    shown.put("SourceArn", arn);
    return shown;
  }
}
