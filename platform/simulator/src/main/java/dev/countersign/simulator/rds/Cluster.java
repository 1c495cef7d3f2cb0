package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An Aurora cluster or a Multi-AZ DB cluster. Which instances are its members is for them to say;
 * which of them writes is kept here.
 */
public record Cluster(
    Scope scope,
    String resourceId,
    Map<String, Object> attributes,
    List<Phase> phases,
    List<ScheduledChange> changes)
    implements Resource, Evolving<Cluster> {
  /** The resource id of the member that writes. */
  public static final String WRITER = "_writer";

  @Override
  public String key() {
    return resourceId;
  }

  @Override
  public String identifier() {
    return text("DBClusterIdentifier");
  }

  @Override
  public String arn() {
    return scope.arn("cluster", identifier());
  }

  public String engine() {
    return text("Engine");
  }

  /** False for a Multi-AZ DB cluster. */
  boolean aurora() {
    return engine().startsWith("aurora");
  }

  /** Aurora Serverless v1, which has no members; v2 is provisioned. */
  boolean serverless() {
    return text("EngineMode").equals("serverless");
  }

  boolean global() {
    return !text("GlobalClusterIdentifier").isEmpty();
  }

  boolean writes(Instance member) {
    return member.resourceId().equals(text(WRITER));
  }

  @Override
  public Cluster with(
      Map<String, Object> attributes, List<Phase> phases, List<ScheduledChange> changes) {
    return new Cluster(scope, resourceId, attributes, phases, changes);
  }

  /** As RDS shows it now, with these members. */
  public Map<String, Object> shown(List<Instance> members, Instant now) {
    var shown = new LinkedHashMap<>(attributes);
    shown.put("Status", status(now));
    shown.put("DbClusterResourceId", resourceId);
    shown.put("DBClusterArn", arn());
    shown.put("TagList", Tags.visible(attributes, now));
    shown.put(
        "MultiAZ",
        members.stream().map(one -> one.text("AvailabilityZone")).distinct().count() > 1);
    shown.put("DBClusterMembers", members.stream().map(this::shown).toList());
    if (pending().isEmpty()) {
      shown.remove(PENDING);
    }
    if (!global()) {
      shown.remove("GlobalClusterIdentifier");
    }
    list(LEFT_OUT).forEach(name -> shown.remove(String.valueOf(name)));
    return shown;
  }

  private Map<String, Object> shown(Instance member) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("DBInstanceIdentifier", member.identifier());
    shown.put("IsClusterWriter", writes(member));
    shown.put(
        "DBClusterParameterGroupStatus",
        member.text(Instance.CLUSTER_GROUP).isEmpty()
            ? "in-sync"
            : member.text(Instance.CLUSTER_GROUP));
    if (aurora()) {
      shown.put("PromotionTier", member.number("PromotionTier"));
    }
    return shown;
  }
}
