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

/**
 * Deletes a manual snapshot of the instance. That it is gone is the proof; another one that took
 * its name since was made at another time.
 */
final class DeleteSnapshot implements RdsOperation {
  private static final String ID = "snapshot_id";
  private static final SnapshotDeleting SNAPSHOT = SnapshotDeleting.OF_INSTANCE;

  @Override
  public Wanted wanted(Order order) {
    return new Wanted(order.text(ID), false);
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    return SNAPSHOT.before(order, sight.snapshot());
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, InstanceSight sight) {
    return new Plan(
        List.of(new Plan.Change("DBSnapshot", SnapshotMaking.id(order), null)),
        Plan.Interruption.none("No client works with a snapshot."),
        List.of());
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "DeleteDBSnapshot",
        Map.of("DBSnapshotIdentifier", order.text(ID)),
        List.of(
            Call.right(
                "rds:DeleteDBSnapshot", Arns.of(order.instance(), "snapshot", order.text(ID)))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    return SNAPSHOT.look(
        order,
        attempt,
        sight.snapshot(),
        sight,
        message -> InstanceStates.underway(sight.instance(), message));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    return SNAPSHOT.probe(attempt, sight.snapshot());
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "A deleted snapshot does not come back.";
  }
}
