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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stops the instance. RDS starts it by itself after 7 days. */
final class StopInstance implements RdsOperation {
  private static final String SNAPSHOT = "snapshot_id";
  private static final String ID = "DBSnapshotIdentifier";
  private static final String STARTS_AGAIN =
      "RDS starts a stopped instance by itself after 7 days.";

  @Override
  public Wanted wanted(Order order) {
    var snapshot = order.optionalText(SNAPSHOT);
    return snapshot == null ? Wanted.WITH_EVENTS : new Wanted(snapshot, true);
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    var instance = sight.present();
    var refusal = cannotBeStopped(order, instance);
    if (refusal != null) {
      return refusal;
    }
    if (sight.snapshot() != null) {
      return Check.refuse(
          "snapshot-exists",
          "There is already a snapshot named " + sight.snapshot().id() + '.',
          "Choose another snapshot_id, or leave it out.");
    }
    return InstanceStates.require(order, instance).remembering(GivenUp.baseline(sight));
  }

  /** Source: "Stopping an Amazon RDS DB instance temporarily" in the user guide. */
  private static @Nullable Check cannotBeStopped(Order order, Instance instance) {
    var topology = instance.topology();
    if (topology.replicaOf() != null) {
      return cannotBeStopped(
          order,
          "is a read replica of " + topology.replicaOf() + ", and RDS does not stop replicas.",
          "Leave it running, delete it, or promote it first; a promoted replica does not come back"
              + " into the replication.");
    }
    if (!topology.replicas().isEmpty()) {
      return cannotBeStopped(
          order,
          "has the read replicas "
              + String.join(", ", topology.replicas())
              + ", and RDS does not stop an instance that has any.",
          "Leave it running, or delete or promote these replicas first.");
    }
    return instance.engine().toLowerCase(Locale.ROOT).startsWith("sqlserver") && topology.multiAz()
        ? cannotBeStopped(
            order,
            "is a Multi-AZ SQL Server, and RDS does not stop such instances.",
            "Make it Single-AZ first, or leave it running.")
        : null;
  }

  private static Check cannotBeStopped(Order order, String why, String nextStep) {
    return Topologies.refuse(order, "cannot-be-stopped", why, nextStep);
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, InstanceSight sight) {
    var changes = new ArrayList<Plan.Change>();
    var snapshot = order.optionalText(SNAPSHOT);
    if (snapshot != null) {
      changes.add(new Plan.Change("DBSnapshot", null, snapshot));
    }
    changes.add(new Plan.Change("DBInstanceStatus", sight.present().status(), "stopped"));
    return new Plan(
        changes,
        new Plan.Interruption(
            true,
            "Clients cannot connect while it is stopped.",
            "until it is started; " + STARTS_AGAIN),
        List.of());
  }

  @Override
  public Call call(Order order) {
    var arguments = new HashMap<String, Object>();
    arguments.put("DBInstanceIdentifier", order.identifier());
    var snapshot = order.optionalText(SNAPSHOT);
    if (snapshot == null) {
      return new Call(
          "StopDBInstance", arguments, List.of(Call.right("rds:StopDBInstance", Arns.of(order))));
    }
    arguments.put(ID, snapshot);
    var arn = Arns.of(order.instance(), "snapshot", snapshot);
    return new Call(
        "StopDBInstance",
        arguments,
        List.of(
            new Call.Right(
                List.of("rds:StopDBInstance", "rds:CreateDBSnapshot"),
                List.of(Arns.of(order), arn)),
            Call.right("rds:AddTagsToResource", arn)));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.inTrouble(instance.status())) {
      return InstanceStates.broken(instance, "The stop");
    }
    var failure = GivenUp.since(attempt, sight);
    if (InstanceStates.isUsable(instance.status()) && failure.isPresent()) {
      return GivenUp.broken(instance, "The stop", failure.get(), sight);
    }
    if (!instance.status().equals("stopped")) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    var snapshot = order.optionalText(SNAPSHOT);
    return snapshot == null
        ? new Sighting.Done(
            Map.of("status", "stopped", "warning", STARTS_AGAIN),
            List.of(InstanceStates.evidence(instance, Map.of())))
        : SnapshotBefore.look(order, attempt, sight, STARTS_AGAIN);
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (GivenUp.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    if (instance != null && Set.of("stopping", "stopped").contains(instance.status())) {
      // Somebody else may have stopped it; a snapshot of that name can only be this call's.
      return order.optionalText(SNAPSHOT) == null || SnapshotBefore.isOf(order, attempt, sight)
          ? Finding.HAPPENED
          : Finding.UNDECIDED;
    }
    // A snapshot of that name may be the first that shows of it.
    return sight.snapshot() == null && Untouched.notSwitched(attempt, sight, ModifyInstance.CALM)
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Start the instance.";
  }
}
