package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A database instance, alone or as a member of a cluster. */
public record Instance(
    Scope scope,
    String resourceId,
    Map<String, Object> attributes,
    List<Phase> phases,
    List<ScheduledChange> changes)
    implements Resource, Evolving<Instance> {
  static final String STORAGE_CHANGED = "_storage_changed";

  /** Whether the parameter group of its cluster has reached it. */
  static final String CLUSTER_GROUP = "_cluster_group_status";

  @Override
  public String key() {
    return resourceId;
  }

  @Override
  public String identifier() {
    return text("DBInstanceIdentifier");
  }

  @Override
  public String arn() {
    return scope.arn("db", identifier());
  }

  public String engine() {
    return text("Engine");
  }

  /** The name of the cluster that it is a member of, or nothing. */
  public String cluster() {
    return text("DBClusterIdentifier");
  }

  public boolean clusterMember() {
    return !cluster().isEmpty();
  }

  @Override
  public Instance with(
      Map<String, Object> attributes, List<Phase> phases, List<ScheduledChange> changes) {
    return new Instance(scope, resourceId, attributes, phases, changes);
  }

  /** As RDS shows it now. */
  public Map<String, Object> shown(Instant now) {
    var shown = new LinkedHashMap<>(attributes);
    shown.put("DBInstanceStatus", status(now));
    shown.put("DbiResourceId", resourceId);
    shown.put("DBInstanceArn", arn());
    shown.put("TagList", Tags.visible(attributes, now));
    if (status(now).equals("creating")) {
      shown.remove("Endpoint");
    }
    list(LEFT_OUT).forEach(name -> shown.remove(String.valueOf(name)));
    return shown;
  }

  static Map<String, Object> copy(@Nullable Object value) {
    var copy = new TreeMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> copy.put(String.valueOf(name), member));
    }
    return copy;
  }
}
