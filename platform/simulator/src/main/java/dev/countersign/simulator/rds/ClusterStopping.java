package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stop of a whole cluster: the readers first, then the writer, so that nothing fails over. RDS
 * starts it again by itself after seven days.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html">AWS
 *     on stopping a cluster</a>
 */
final class ClusterStopping {
  private static final long READERS = 150;
  private static final long WRITER = 210;
  private static final long WHOLE = 240;
  private static final Duration LONGEST = Duration.ofDays(7);

  private ClusterStopping() {}

  static Outcome stop(Call call, Region region) {
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    stoppable(cluster);
    ClusterMembers.status(cluster, call.now(), List.of("available"));
    List<Instance> members = region.members(cluster);
    ClusterMembers.available(members, call.now());
    var phase = List.of(new Phase(call.now(), call.in(WHOLE), "stopping"));
    if (call.laterFailure() != null) {
      return Outcome.of(
          cluster.planned(phase, List.of()),
          members.stream().map(member -> member.planned(phase, List.of())).toList(),
          call,
          List.of(Event.of(cluster, call.in(WHOLE), "notification", call.laterFailure())));
    }
    String restart =
        call.in(WHOLE).plus(call.pace().instant() ? LONGEST : call.pace().of(LONGEST)).toString();
    Cluster next =
        cluster.planned(
            phase,
            List.of(
                ScheduledChange.of(
                    call.in(WHOLE),
                    Map.of(
                        Cluster.RESTING,
                        "stopped",
                        "AutomaticRestartTime",
                        restart,
                        Cluster.PENDING,
                        Map.of()))));
    return Outcome.of(
        next,
        members.stream().map(member -> stopping(call, cluster, member)).toList(),
        call,
        events(call, cluster, members));
  }

  /** What AWS says cannot be stopped and started. */
  static void stoppable(Cluster cluster) {
    String name = cluster.identifier();
    if (!cluster.aurora()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cluster "
              + name
              + " is a Multi-AZ DB cluster. Only Aurora clusters can be stopped and started.");
    }
    if (cluster.serverless()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cluster "
              + name
              + " is an Aurora Serverless v1 cluster, which cannot be stopped and started.");
    }
    if (cluster.global()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cluster "
              + name
              + " is a part of a global cluster, which cannot be stopped and started.");
    }
    if (!cluster.text("ReplicationSourceIdentifier").isEmpty()
        || !cluster.list("ReadReplicaIdentifiers").isEmpty()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cluster "
              + name
              + " replicates from or to another one, and cannot be stopped and started.");
    }
  }

  private static long end(Cluster cluster, Instance member) {
    return cluster.writes(member) ? WRITER : READERS;
  }

  private static Instance stopping(Call call, Cluster cluster, Instance member) {
    var end = call.in(end(cluster, member));
    return member.planned(
        List.of(new Phase(call.now(), end, "stopping")),
        List.of(
            ScheduledChange.of(
                end, Map.of(Instance.RESTING, "stopped", Instance.PENDING, Map.of()))));
  }

  private static List<Event> events(Call call, Cluster cluster, List<Instance> members) {
    var events = new ArrayList<Event>();
    for (Instance member : members) {
      long end = end(cluster, member);
      events.add(Event.of(member, call.in(end - 30), "availability", "DB instance shutdown"));
      events.add(Event.of(member, call.in(end), "notification", "DB instance stopped"));
    }
    events.add(Event.of(cluster, call.in(WHOLE), "notification", "DB cluster stopped"));
    return events;
  }
}
