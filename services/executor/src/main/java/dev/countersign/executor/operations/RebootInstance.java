package dev.countersign.executor.operations;

import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restarts the engine. Nothing about an instance that was rebooted differs from one that was not,
 * but for a restart event: without one there is no success, and no failure either.
 */
final class RebootInstance implements RdsOperation {
  private static final String FAILOVER = "force_failover";

  @Override
  public String name() {
    return "reboot_instance";
  }

  @Override
  public Wanted wanted(Order order) {
    return Wanted.WITH_EVENTS;
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of(
        "operation", name(), "instance_id", order.identifier(), FAILOVER, order.flag(FAILOVER));
  }

  @Override
  public List<Permission> permissions() {
    return List.of(Permission.onInstance("rds:RebootDBInstance"));
  }

  @Override
  public Check before(Order order, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      throw new IllegalArgumentException("preflight goes on only with an instance");
    }
    if (order.flag(FAILOVER) && !instance.topology().multiAz()) {
      return Check.refuse(
          "no-standby",
          order.identifier() + " has no standby in another availability zone to fail over to.",
          "Submit it again with force_failover false, or make the instance Multi-AZ first.");
    }
    var state = InstanceStates.require(order, instance, Set.of("available"));
    return state instanceof Check.Clear ? new Check.Clear(RestartEvents.baseline(sight)) : state;
  }

  @Override
  public RdsCall call(Order order) {
    return new RdsCall(
        "RebootDBInstance",
        Map.of("DBInstanceIdentifier", order.identifier(), "ForceFailover", order.flag(FAILOVER)),
        List.of("rds:RebootDBInstance"),
        List.of(order.instanceArn()));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.inTrouble(instance.status())) {
      return InstanceStates.broken(instance, "The reboot");
    }
    var restart = RestartEvents.since(attempt, sight);
    if (!instance.status().equals("available")) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    if (restart.isEmpty()) {
      return InstanceStates.underway(
          instance, "The instance is available; RDS has not recorded a restart yet.");
    }
    return new Sighting.Done(
        Map.of("status", instance.status()),
        List.of(
            InstanceStates.evidence(instance, Map.of()),
            RestartEvents.evidence(restart.get(), sight)));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, Sight sight) {
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
