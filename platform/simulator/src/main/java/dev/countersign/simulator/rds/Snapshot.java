package dev.countersign.simulator.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A snapshot: its attributes, and when it becomes what it will be. */
public record Snapshot(
    Scope scope, Map<String, Object> attributes, Instant begun, Instant done, String ending)
    implements Resource {
  /** When it begins to be seen. */
  static final String SHOWN_FROM = "_shown_from";

  @Override
  public String key() {
    return identifier();
  }

  public String identifier() {
    return text("DBSnapshotIdentifier");
  }

  public String arn() {
    return scope.arn("snapshot", identifier());
  }

  public String text(String name) {
    return attributes.get(name) instanceof String text ? text : "";
  }

  public boolean manual() {
    return text("SnapshotType").equals("manual");
  }

  public String status(Instant now) {
    return now.isBefore(done) ? "creating" : ending;
  }

  /** Rises with time, and is 100 only when the snapshot is complete. */
  int progress(Instant now) {
    if (!now.isBefore(done)) {
      return ending.equals("available") ? 100 : 0;
    }
    long whole = Math.max(1, Duration.between(begun, done).toMillis());
    return (int) Math.min(99, Math.max(0, 100 * Duration.between(begun, now).toMillis() / whole));
  }

  public Snapshot with(String name, Object value) {
    var next = new LinkedHashMap<>(attributes);
    next.put(name, value);
    return new Snapshot(scope, next, begun, done, ending);
  }

  public Snapshot with(Map<String, Object> allAttributes) {
    return new Snapshot(scope, allAttributes, begun, done, ending);
  }

  /** The snapshot in this status, for good. */
  public Snapshot forced(String status, Instant now) {
    return new Snapshot(scope, attributes, begun, now, status);
  }

  boolean visible(Instant now) {
    String from = text(SHOWN_FROM);
    return from.isEmpty() || !now.isBefore(Instant.parse(from));
  }

  public Snapshot rescaled(Pace before, Pace after, Instant now) {
    return new Snapshot(scope, attributes, begun, after.instead(before, done, now), ending);
  }

  public Map<String, Object> shown(Instant now) {
    var shown = new LinkedHashMap<>(attributes);
    shown.put("Status", status(now));
    shown.put("PercentProgress", progress(now));
    shown.put("DBSnapshotArn", arn());
    shown.put("TagList", Tags.visible(attributes, now));
    if (attributes.get(Instance.LEFT_OUT) instanceof List<?> names) {
      names.forEach(name -> shown.remove(String.valueOf(name)));
    }
    return shown;
  }
}
