package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reboot of a Multi-AZ DB cluster with all of its instances. Aurora has none. */
final class ClusterRebooting {
  private static final long WHOLE = 60;

  private ClusterRebooting() {}

  static Outcome reboot(Call call, Region region) {
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    if (cluster.aurora()) {
      throw AwsError.invalidCombination(
          "RebootDBCluster is only for Multi-AZ DB clusters. Reboot the DB instances of an Aurora cluster.");
    }
    ClusterMembers.status(cluster, call.now(), List.of("available"));
    List<Instance> members = region.members(cluster);
    ClusterMembers.available(members, call.now());
    var phase = List.of(new Phase(call.now(), call.in(WHOLE), "rebooting"));
    var change =
        call.laterFailure() == null
            ? List.of(ScheduledChange.of(call.in(WHOLE), Map.of(Instance.CLUSTER_GROUP, "in-sync")))
            : List.<ScheduledChange>of();
    return Outcome.of(
        cluster.planned(phase, List.of()),
        members.stream().map(member -> member.planned(phase, change)).toList(),
        call,
        events(call, cluster, members));
  }

  private static List<Event> events(Call call, Cluster cluster, List<Instance> members) {
    if (call.laterFailure() != null) {
      return List.of(Event.of(cluster, call.in(WHOLE), "failure", call.laterFailure()));
    }
    var events = new ArrayList<Event>();
    for (Instance member : members) {
      events.add(Event.of(member, call.in(10), "availability", "DB instance shutdown"));
      events.add(Event.of(member, call.in(WHOLE - 10), "availability", "DB instance restarted"));
    }
    return events;
  }
}
