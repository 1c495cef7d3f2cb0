package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.Map;

/** A snapshot of a cluster. */
public record ClusterSnapshot(
    Scope scope, Map<String, Object> attributes, Instant begun, Instant done, String ending)
    implements Resource, Taken<ClusterSnapshot> {

  @Override
  public String key() {
    return identifier();
  }

  @Override
  public String identifier() {
    return text("DBClusterSnapshotIdentifier");
  }

  @Override
  public String arn() {
    return scope.arn("cluster-snapshot", identifier());
  }

  @Override
  public ClusterSnapshot with(Map<String, Object> attributes, Instant done, String ending) {
    return new ClusterSnapshot(scope, attributes, begun, done, ending);
  }

  public Map<String, Object> shown(Instant now) {
    return shownSo(now, "DBClusterSnapshotArn");
  }
}
