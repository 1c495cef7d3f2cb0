package dev.countersign.executor.operations;

import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stops the instance. RDS starts it by itself after 7 days. */
final class StopInstance implements RdsOperation {
  @Override
  public String name() {
    return "stop_instance";
  }

  @Override
  public Wanted wanted(Order order) {
    var snapshot = order.optionalText("snapshot_id");
    return snapshot == null ? Wanted.WITH_EVENTS : new Wanted(snapshot, true);
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of("operation", name(), "instance_id", order.identifier());
  }

  @Override
  public List<Permission> permissions() {
    return List.of(
        Permission.onInstance("rds:StopDBInstance", "rds:CreateDBSnapshot"),
        Permission.onSnapshot("rds:CreateDBSnapshot"));
  }

  @Override
  public Check before(Order order, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      throw new IllegalArgumentException("preflight goes on only with an instance");
    }
    var topology = instance.topology();
    if (topology.cluster() != null) {
      return refuse(order, "belongs to the cluster " + topology.cluster(), "Stop the cluster.");
    }
    if (topology.replicaOf() != null || !topology.replicas().isEmpty()) {
      return refuse(
          order,
          topology.replicaOf() != null
              ? "is a read replica of " + topology.replicaOf()
              : "has the read replicas " + String.join(", ", topology.replicas()),
          "Remove the replication first, or leave it running.");
    }
    if (topology.multiAz() && instance.engine().startsWith("sqlserver")) {
      return refuse(
          order, "is a Multi-AZ SQL Server", "Make it Single-AZ first, or leave it running.");
    }
    if (sight.snapshot() != null) {
      return Check.refuse(
          "snapshot-exists",
          "There is already a snapshot named " + sight.snapshot().id() + '.',
          "Choose another snapshot_id, or leave it out.");
    }
    var state =
        InstanceStates.require(order, instance, Set.of("available", "storage-optimization"));
    return state instanceof Check.Clear ? new Check.Clear(GivenUp.baseline(sight)) : state;
  }

  @Override
  public RdsCall call(Order order) {
    var arguments = new HashMap<String, Object>();
    arguments.put("DBInstanceIdentifier", order.identifier());
    var snapshot = order.optionalText("snapshot_id");
    if (snapshot == null) {
      return new RdsCall(
          "StopDBInstance", arguments, List.of("rds:StopDBInstance"), List.of(order.instanceArn()));
    }
    arguments.put("DBSnapshotIdentifier", snapshot);
    return new RdsCall(
        "StopDBInstance",
        arguments,
        List.of("rds:StopDBInstance", "rds:CreateDBSnapshot"),
        List.of(order.instanceArn(), order.arn("snapshot", snapshot)));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.inTrouble(instance.status())) {
      return InstanceStates.broken(instance, "The stop");
    }
    var failure = GivenUp.since(attempt, sight);
    if (instance.status().equals("available") && failure.isPresent()) {
      return GivenUp.broken(instance, "The stop", failure.get(), sight);
    }
    if (!instance.status().equals("stopped")) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    return new Sighting.Done(
        Map.of(
            "status",
            "stopped",
            "warning",
            "RDS starts a stopped instance by itself after 7 days."),
        List.of(InstanceStates.evidence(instance, Map.of())));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    var stops = instance != null && Set.of("stopping", "stopped").contains(instance.status());
    if (stops || GivenUp.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    return Untouched.notSwitched(attempt, sight, ModifyInstance.CALM)
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Start the instance.";
  }

  private static Check refuse(Order order, String why, String nextStep) {
    return Check.refuse(
        "cannot-be-stopped",
        order.identifier() + ' ' + why + ", and RDS does not stop such instances.",
        nextStep);
  }
}
