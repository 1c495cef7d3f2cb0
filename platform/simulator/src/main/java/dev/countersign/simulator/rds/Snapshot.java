package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.Map;

/** A snapshot of an instance. */
public record Snapshot(
    Scope scope, Map<String, Object> attributes, Instant begun, Instant done, String ending)
    implements Resource, Taken<Snapshot> {

  @Override
  public String key() {
    return identifier();
  }

  @Override
  public String identifier() {
    return text("DBSnapshotIdentifier");
  }

  @Override
  public String arn() {
    return scope.arn("snapshot", identifier());
  }

  @Override
  public Snapshot with(Map<String, Object> attributes, Instant done, String ending) {
    return new Snapshot(scope, attributes, begun, done, ending);
  }

  public Map<String, Object> shown(Instant now) {
    return shownSo(now, "DBSnapshotArn");
  }
}
