package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a manual snapshot. RDS has no idempotency token, but a snapshot has a name and carries our
 * tag: whether it is ours can always be told.
 */
final class CreateSnapshot implements RdsOperation {
  private static final SnapshotMaking SNAPSHOT = SnapshotMaking.OF_INSTANCE;

  @Override
  public Wanted wanted(Order order) {
    return new Wanted(SnapshotMaking.id(order), false);
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of(
        "operation",
        order.operation(),
        "instance_id",
        order.identifier(),
        "snapshot_id",
        SnapshotMaking.id(order));
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    var refusal = replicaWithoutBackups(order, sight.present());
    if (refusal != null) {
      return refusal;
    }
    // One with our tag is left of an attempt of ours whose answer was lost; the call then says that
    // it exists, and the look after it succeeds.
    if (SNAPSHOT.isAnothers(order, sight.snapshot())) {
      return new Check.Refuse(SNAPSHOT.exists(order));
    }
    return InstanceStates.require(order, sight.present())
        .remembering(SnapshotTags.baseline(sight.present(), sight.details()));
  }

  private static @Nullable Check replicaWithoutBackups(Order order, Instance instance) {
    var source = instance.topology().replicaOf();
    return source != null && instance.engine().toLowerCase(Locale.ROOT).startsWith("sqlserver")
        ? Topologies.refuse(
            order,
            "replica-without-backups",
            "is a read replica of " + source + ", and RDS makes no backups of SQL Server replicas.",
            "Take the snapshot of " + source + '.')
        : null;
  }

  /** Source: the user guide on DB snapshots for a Single-AZ instance. */
  @Override
  public Plan plan(OperationDefinition definition, Order order, InstanceSight sight) {
    return new Plan(
        List.of(new Plan.Change("DBSnapshot", null, SnapshotMaking.id(order))),
        Plan.Interruption.none(
            sight.present().topology().multiAz()
                ? "Clients keep working."
                : "Clients keep working; without a standby, RDS may hold up I/O for seconds to"
                    + " minutes when it begins."),
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
    var snapshot = Arns.of(order.instance(), "snapshot", SnapshotMaking.id(order));
    return new Call(
        "CreateDBSnapshot",
        Map.of(
            "DBSnapshotIdentifier", SnapshotMaking.id(order),
            "DBInstanceIdentifier", order.identifier(),
            "Tags", SnapshotTags.of(order, baseline).given()),
        List.of(
            Call.right("rds:CreateDBSnapshot", Arns.of(order), snapshot),
            // RDS checks the right to tag where a resource is created with tags.
            Call.right("rds:AddTagsToResource", snapshot)));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var snapshot = sight.snapshot();
    return snapshot == null
        ? InstanceStates.underway(sight.instance(), "The snapshot is not listed yet.")
        : SNAPSHOT.look(order, attempt, snapshot, sight);
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    return SNAPSHOT.probe(order, attempt, sight.snapshot(), sight.instance() != null);
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Delete the snapshot " + SnapshotMaking.id(order) + '.';
  }
}
