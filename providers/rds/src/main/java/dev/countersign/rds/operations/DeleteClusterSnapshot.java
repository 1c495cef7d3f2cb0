package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;

/** Deletes a manual snapshot of the cluster. */
final class DeleteClusterSnapshot implements ClusterOperation {
  private static final SnapshotDeleting SNAPSHOT = SnapshotDeleting.OF_CLUSTER;

  @Override
  public ClusterWanted wanted(Order order) {
    return new ClusterWanted(SnapshotMaking.id(order), false, false);
  }

  @Override
  public Check before(Order order, ClusterSight sight) {
    return SNAPSHOT.before(order, sight.snapshot());
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, ClusterSight sight) {
    return new Plan(
        List.of(new Plan.Change("DBClusterSnapshot", SnapshotMaking.id(order), null)),
        Plan.Interruption.none("No client works with a snapshot."),
        List.of());
  }

  @Override
  public Call call(Order order) {
    var id = SnapshotMaking.id(order);
    return new Call(
        "DeleteDBClusterSnapshot",
        Map.of("DBClusterSnapshotIdentifier", id),
        List.of(
            Call.right(
                "rds:DeleteDBClusterSnapshot", Arns.of(order.instance(), "cluster-snapshot", id))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, ClusterSight sight) {
    return SNAPSHOT.look(
        order,
        attempt,
        sight.snapshot(),
        sight,
        message -> ClusterStates.underway(sight.cluster(), message));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, ClusterSight sight) {
    return SNAPSHOT.probe(attempt, sight.snapshot());
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "A deleted snapshot does not come back.";
  }
}
