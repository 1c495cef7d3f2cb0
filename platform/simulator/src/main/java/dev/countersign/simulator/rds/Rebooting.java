package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reboot: the status changes with the answer, the restart event comes shortly before `available`
 * does. The writer of a cluster restarts alone, as in every version of Aurora that is offered here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-mysql-survivable-replicas.html">AWS
 *     on rebooting a cluster with read availability</a>
 */
final class Rebooting {
  private static final long PLAIN = 45;
  private static final long FAILOVER = 75;

  private Rebooting() {}

  static Outcome reboot(Call call, Region region) {
    Instance instance = region.instance(call.form().required("DBInstanceIdentifier"));
    boolean failover = call.form().flag("ForceFailover");
    if (failover && !instance.flag("MultiAZ")) {
      throw AwsError.invalidCombination(
          "Cannot force failover since the DB instance is not configured for Multi-AZ.");
    }
    Requirements.status(
        instance,
        call.now(),
        "Instance " + instance.identifier() + " is not in available state.",
        Requirements.WITH_WRONG_PARAMETERS);
    long whole = failover ? FAILOVER : PLAIN;
    var changes = new ArrayList<ScheduledChange>();
    if (call.laterFailure() == null) {
      changes.add(ScheduledChange.of(call.in(whole), restarted(instance, failover)));
    }
    Instance next =
        instance.planned(List.of(new Phase(call.now(), call.in(whole), "rebooting")), changes);
    return Outcome.of(next, call, events(call, instance, failover, whole));
  }

  private static Map<String, Object> restarted(Instance instance, boolean failover) {
    if (failover) {
      return Map.of(
          "AvailabilityZone", instance.text("SecondaryAvailabilityZone"),
          "SecondaryAvailabilityZone", instance.text("AvailabilityZone"));
    }
    // Static parameters wait for a reboot, and a failover is not one.
    var groups = new ArrayList<Object>();
    for (Object group : instance.list("DBParameterGroups")) {
      var next = new LinkedHashMap<String, Object>(Instance.copy(group));
      next.put("ParameterApplyStatus", "in-sync");
      groups.add(next);
    }
    var changed = new LinkedHashMap<String, Object>();
    changed.put("DBParameterGroups", groups);
    if (instance.text(Instance.RESTING).equals("incompatible-parameters")) {
      changed.put(Instance.RESTING, "available");
    }
    if (instance.clusterMember()) {
      changed.put(Instance.CLUSTER_GROUP, "in-sync");
    }
    return changed;
  }

  private static List<Event> events(Call call, Instance instance, boolean failover, long whole) {
    if (call.laterFailure() != null) {
      return List.of(Event.of(instance, call.in(whole), "failure", call.laterFailure()));
    }
    if (failover) {
      return List.of(
          Event.of(instance, call.in(5), "failover", "Multi-AZ instance failover started."),
          Event.of(instance, call.in(40), "availability", "DB instance restarted"),
          Event.of(instance, call.in(60), "failover", "Multi-AZ instance failover completed"));
    }
    return List.of(
        Event.of(instance, call.in(10), "availability", "DB instance shutdown"),
        Event.of(instance, call.in(35), "availability", "DB instance restarted"));
  }
}
