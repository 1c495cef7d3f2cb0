package dev.countersign.simulator.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of an instance or of a cluster: its attributes, and when it becomes what it will be.
 *
 * @param <T> what it is
 */
public sealed interface Taken<T extends Taken<T>> permits Snapshot, ClusterSnapshot {
  /** When it begins to be seen. */
  String SHOWN_FROM = "_shown_from";

  Scope scope();

  String identifier();

  String arn();

  Map<String, Object> attributes();

  Instant begun();

  Instant done();

  /** The status that it ends in. */
  String ending();

  /** The same one with all of this instead. */
  T with(Map<String, Object> attributes, Instant done, String ending);

  default T with(Map<String, Object> allAttributes) {
    return with(allAttributes, done(), ending());
  }

  default T with(String name, Object value) {
    var next = new LinkedHashMap<>(attributes());
    next.put(name, value);
    return with(next);
  }

  /** In this status, for good. */
  default T forced(String status, Instant now) {
    return with(attributes(), now, status);
  }

  default T rescaled(Pace before, Pace after, Instant now) {
    return with(attributes(), after.instead(before, done(), now), ending());
  }

  default String text(String name) {
    return attributes().get(name) instanceof String text ? text : "";
  }

  default boolean manual() {
    return text("SnapshotType").equals("manual");
  }

  default String status(Instant now) {
    return now.isBefore(done()) ? "creating" : ending();
  }

  /** Rises with time, and is 100 only when the snapshot is complete. */
  default int progress(Instant now) {
    if (!now.isBefore(done())) {
      return ending().equals("available") ? 100 : 0;
    }
    long whole = Math.max(1, Duration.between(begun(), done()).toMillis());
    return (int) Math.min(99, Math.max(0, 100 * Duration.between(begun(), now).toMillis() / whole));
  }

  default boolean visible(Instant now) {
    String from = text(SHOWN_FROM);
    return from.isEmpty() || !now.isBefore(Instant.parse(from));
  }

  /** What both kinds show. */
  default Map<String, Object> shownSo(Instant now, String arnName) {
    var shown = new LinkedHashMap<>(attributes());
    shown.put("Status", status(now));
    shown.put("PercentProgress", progress(now));
    shown.put(arnName, arn());
    shown.put("TagList", Tags.visible(attributes(), now));
    if (attributes().get(Evolving.LEFT_OUT) instanceof List<?> names) {
      names.forEach(name -> shown.remove(String.valueOf(name)));
    }
    return shown;
  }
}
