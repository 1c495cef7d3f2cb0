package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a manual snapshot of the whole cluster. */
final class CreateClusterSnapshot implements ClusterOperation {
  private static final SnapshotMaking SNAPSHOT = SnapshotMaking.OF_CLUSTER;

  @Override
  public ClusterWanted wanted(Order order) {
    return new ClusterWanted(SnapshotMaking.id(order), false, false);
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of(
        "operation",
        order.operation(),
        "cluster_id",
        order.identifier(),
        "snapshot_id",
        SnapshotMaking.id(order));
  }

  @Override
  public Check before(Order order, ClusterSight sight) {
    if (SNAPSHOT.isAnothers(order, sight.snapshot())) {
      return new Check.Refuse(SNAPSHOT.exists(order));
    }
    var cluster = sight.present();
    return ClusterStates.require(order, cluster)
        .remembering(sight.copiesTags() ? SnapshotTags.baseline(cluster.tags()) : Map.of());
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, ClusterSight sight) {
    return new Plan(
        List.of(new Plan.Change("DBClusterSnapshot", null, SnapshotMaking.id(order))),
        Plan.Interruption.none("Clients keep working."),
        List.of());
  }

  @Override
  public Call call(Order order) {
    return call(order, Map.of());
  }

  @Override
  public Call call(Order order, Attempt attempt) {
    return call(order, attempt.baseline());
  }

  private static Call call(Order order, Map<String, String> baseline) {
    var snapshot = Arns.of(order.instance(), "cluster-snapshot", SnapshotMaking.id(order));
    var arguments = new HashMap<String, Object>();
    arguments.put("DBClusterSnapshotIdentifier", SnapshotMaking.id(order));
    arguments.put("DBClusterIdentifier", order.identifier());
    arguments.put("Tags", SnapshotTags.of(order, baseline).given());
    return new Call(
        "CreateDBClusterSnapshot",
        arguments,
        List.of(
            Call.right("rds:CreateDBClusterSnapshot", Arns.ofCluster(order), snapshot),
            // RDS checks the right to tag where a resource is created with tags.
            Call.right("rds:AddTagsToResource", snapshot)));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, ClusterSight sight) {
    var snapshot = sight.snapshot();
    return snapshot == null
        ? ClusterStates.underway(sight.cluster(), "The snapshot is not listed yet.")
        : SNAPSHOT.look(order, attempt, snapshot, sight);
  }

  @Override
  public Finding probe(Order order, Attempt attempt, ClusterSight sight) {
    return SNAPSHOT.probe(order, attempt, sight.snapshot(), sight.cluster() != null);
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Delete the cluster snapshot " + SnapshotMaking.id(order) + '.';
  }
}
