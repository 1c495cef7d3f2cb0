package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ModifyDBCluster. As with an instance, its answer says {@code available} and has the old values;
 * the status moves moments later, and the values land at the end, on the members, too, where they
 * show them.
 */
final class ClusterModifying {
  /** Between the answer and the first sign of the change. */
  private static final long MOMENTS = 3;

  private static final long LIGHT = 8;

  /** Seconds that each heavy change takes. */
  private static final Map<String, Long> HEAVY =
      Map.of("EngineVersion", 600L, "DBClusterIdentifier", 60L);

  private ClusterModifying() {}

  static Outcome modify(Call call, Region region) {
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    List<Instance> members = region.members(cluster);
    var asked = ClusterModification.read(call, region, cluster);
    ClusterMembers.status(cluster, call.now(), List.of("available", "storage-optimization"));
    var pending = cluster.pending();
    pending.keySet().removeAll(asked.takenBack());
    pending.putAll(asked.heavy());
    Cluster next = cluster.with(Cluster.PENDING, pending);
    Map<String, Object> moving = call.form().flag("ApplyImmediately") ? pending : Map.of();
    return asked.light().isEmpty() && moving.isEmpty()
        ? Outcome.of(next, members, call, List.of())
        : moved(call, next, members, asked.light(), moving);
  }

  private static Outcome moved(
      Call call,
      Cluster cluster,
      List<Instance> members,
      Map<String, Object> light,
      Map<String, Object> moving) {
    long seconds =
        moving.keySet().stream()
            .mapToLong(name -> HEAVY.getOrDefault(name, LIGHT))
            .max()
            .orElse(LIGHT);
    Instant until = call.in(MOMENTS + seconds);
    var names = List.copyOf(moving.keySet());
    var phase = List.of(new Phase(call.in(MOMENTS), until, status(moving)));
    if (call.laterFailure() != null) {
      return Outcome.of(
          cluster.planned(phase, List.of(new ScheduledChange(until, Map.of(), List.of(), names))),
          members,
          call,
          List.of(Event.of(cluster, until, "failure", call.laterFailure())));
    }
    var set = new LinkedHashMap<String, Object>(light);
    set.putAll(moving);
    var onMembers = onMembers(set);
    if (moving.get("DBClusterIdentifier") instanceof String name) {
      set.put("Endpoint", NewCluster.address(call.scope(), name, "cluster-"));
      set.put("ReaderEndpoint", NewCluster.address(call.scope(), name, "cluster-ro-"));
    }
    return Outcome.of(
        cluster.planned(phase, List.of(new ScheduledChange(until, set, List.of(), names))),
        onMembers.isEmpty()
            ? members
            : members.stream()
                .map(member ->
                    member.planned(
                        moving.containsKey("EngineVersion") ? phase : List.of(),
                        List.of(ScheduledChange.of(until, onMembers))))
                .toList(),
        call,
        events(call, cluster, light, moving, until));
  }

  private static String status(Map<String, Object> moving) {
    return moving.containsKey("EngineVersion")
        ? "upgrading"
        : moving.containsKey("DBClusterIdentifier") ? "renaming" : "modifying";
  }

  /** What the instances show of it; a parameter group reaches each with its next reboot. */
  private static Map<String, Object> onMembers(Map<String, Object> set) {
    var shared = new LinkedHashMap<String, Object>();
    for (String name :
        List.of(
            "PreferredBackupWindow",
            "BackupRetentionPeriod",
            "EngineVersion",
            "IAMDatabaseAuthenticationEnabled",
            "DBClusterIdentifier")) {
      if (set.containsKey(name)) {
        shared.put(name, set.get(name));
      }
    }
    if (set.containsKey("DBClusterParameterGroup")) {
      shared.put(Instance.CLUSTER_GROUP, "pending-reboot");
    }
    return shared;
  }

  private static List<Event> events(
      Call call,
      Cluster cluster,
      Map<String, Object> light,
      Map<String, Object> moving,
      Instant until) {
    var events = new ArrayList<Event>();
    if (light.containsKey("_password")) {
      events.add(Event.of(cluster, until, "configuration change", "Reset master credentials"));
    }
    if (moving.containsKey("EngineVersion")) {
      events.add(
          Event.of(
              cluster, call.in(MOMENTS), "maintenance", "Database cluster upgrade is in progress"));
      events.add(
          Event.of(
              cluster, until, "maintenance", "Database cluster engine version has been upgraded"));
    }
    if (moving.get("DBClusterIdentifier") instanceof String name) {
      events.add(
          Event.of(
              cluster.with("DBClusterIdentifier", name),
              until,
              "notification",
              "Renamed cluster from " + cluster.identifier() + " to " + name));
    }
    return events;
  }
}
