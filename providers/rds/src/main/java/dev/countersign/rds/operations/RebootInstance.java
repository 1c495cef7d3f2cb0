package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restarts the engine. Nothing about an instance that was rebooted differs from one that was not,
 * but for a restart event: without one there is no success, and no failure either.
 */
final class RebootInstance implements RdsOperation {
  private static final String FAILOVER = "force_failover";
  private static final String ZONE = "AvailabilityZone";

  @Override
  public Wanted wanted(Order order) {
    return Wanted.WITH_EVENTS;
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of(
        "operation",
        order.operation(),
        "instance_id",
        order.identifier(),
        FAILOVER,
        order.flag(FAILOVER));
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    var instance = sight.present();
    var cluster = instance.topology().cluster();
    if (order.flag(FAILOVER) && cluster != null) {
      return Topologies.refuse(
          order,
          "cluster-member",
          "belongs to the cluster " + cluster + ", which fails over as a whole.",
          "Fail over the cluster, or submit it again with force_failover false.");
    }
    if (order.flag(FAILOVER) && !instance.topology().multiAz()) {
      return Check.refuse(
          "no-standby",
          order.identifier() + " has no standby in another availability zone to fail over to.",
          "Submit it again with force_failover false, or make the instance Multi-AZ first.");
    }
    return InstanceStates.require(order, instance)
        .remembering(RestartEvents.baseline(sight))
        .remembering(zone(sight));
  }

  /**
   * Source: the API reference of ModifyDBInstance on {@code ApplyImmediately}: some changes that
   * wait are applied by the next reboot. Static parameters are, where it is not a failover.
   */
  @Override
  public Plan plan(OperationDefinition definition, Order order, InstanceSight sight) {
    var failover = order.flag(FAILOVER);
    var along =
        new ArrayList<>(
            PendingChanges.along(
                sight,
                Set.of(),
                "RDS applies some pending changes with the next reboot, and does not say which."));
    if (!failover) {
      sight.details().parameterGroups().entrySet().stream()
          .filter(group -> group.getValue().equals("pending-reboot"))
          .map(Map.Entry::getKey)
          .sorted()
          .forEach(group ->
              along.add(
                  new Plan.AlsoApplied(
                      "DBParameterGroup " + group,
                      "pending-reboot",
                      "in-sync",
                      "Static parameters of the group wait for a reboot.")));
    }
    return new Plan(
        failover
            ? List.of(new Plan.Change(ZONE, sight.details().availabilityZone(), "the standby's"))
            : List.of(),
        new Plan.Interruption(
            true,
            "The engine restarts, and clients lose their connections.",
            failover
                ? "a failover to the standby: usually one to two minutes"
                : "seconds to minutes; longer where the engine has much to recover"),
        along);
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "RebootDBInstance",
        Map.of("DBInstanceIdentifier", order.identifier(), "ForceFailover", order.flag(FAILOVER)),
        List.of(Call.right("rds:RebootDBInstance", Arns.of(order))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.endedInTrouble(instance, attempt, sight)
        || instance.status().equals("storage-full")) {
      return InstanceStates.broken(instance, "The reboot");
    }
    var restart = RestartEvents.since(attempt, sight);
    if (!InstanceStates.isUsable(instance.status())) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    if (restart.isEmpty()) {
      return InstanceStates.underway(
          instance, "The instance is available; RDS has not recorded a restart yet.");
    }
    var before = attempt.baseline().get(ZONE);
    if (order.flag(FAILOVER) && zone(sight).getOrDefault(ZONE, "").equals(before)) {
      return InstanceStates.underway(
          instance,
          "The instance has restarted; RDS still shows it in the availability zone "
              + before
              + '.');
    }
    return new Sighting.Done(
        Map.of("status", instance.status()),
        List.of(
            InstanceStates.evidence(instance, zone(sight)),
            RestartEvents.evidence(restart.get(), sight)));
  }

  /** A failover shows in the zone alone, and there minutes later than in the events. */
  private static Map<String, String> zone(InstanceSight sight) {
    var zone = sight.details().availabilityZone();
    return zone == null ? Map.of() : Map.of(ZONE, zone);
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    var rebooting = instance != null && instance.status().equals("rebooting");
    return rebooting || RestartEvents.since(attempt, sight).isPresent()
        ? Finding.HAPPENED
        : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "A reboot cannot be undone.";
  }
}
