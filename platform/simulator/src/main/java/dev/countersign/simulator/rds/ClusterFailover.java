package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A failover: the answer still says {@code available}; the writer is another one before the cluster
 * is available again. AWS documents {@code Completed failover to DB instance: NAME}; what RDS tells
 * says on whose initiative, too.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html#USER_Events.Messages.cluster">AWS
 *     on a cluster's events</a>
 */
final class ClusterFailover {
  /** Seconds after the call; AWS: usually within 30 seconds, and less than a minute. */
  private static final long SHOWN = 2;

  private static final long STARTED = 3;
  private static final long SHUT_DOWN = 6;
  private static final long RESTARTED = 20;
  private static final long PROMOTED = 25;
  private static final long COMPLETED = 27;
  private static final long FOLLOWED = 34;
  private static final long WHOLE = 40;

  private ClusterFailover() {}

  static Outcome failover(Call call, Region region) {
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    List<Instance> members = region.members(cluster);
    ClusterMembers.status(cluster, call.now(), List.of("available"));
    Instance target = target(call, region, cluster, members);
    // A cluster whose writer is gone fails over all the same.
    Instance writer = ClusterMembers.writer(cluster, members).orElse(target);
    var next =
        cluster.planned(
            List.of(new Phase(call.in(SHOWN), call.in(WHOLE), "failing-over")),
            call.laterFailure() == null
                ? List.of(
                    ScheduledChange.of(
                        call.in(PROMOTED), Map.of(Cluster.WRITER, target.resourceId())))
                : List.of());
    return Outcome.of(
        next,
        members.stream().map(one -> restarting(call, one, writer, target)).toList(),
        call,
        call.laterFailure() == null
            ? events(call, cluster, writer, target)
            : failure(call, cluster, writer, target, call.laterFailure()));
  }

  private static Instance target(
      Call call, Region region, Cluster cluster, List<Instance> members) {
    List<Instance> readers = ClusterMembers.readers(cluster, members);
    if (readers.isEmpty()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cannot fail over cluster "
              + cluster.identifier()
              + " because it has no reader to be promoted.");
    }
    String named = call.form().text("TargetDBInstanceIdentifier");
    if (named == null) {
      return ClusterMembers.next(readers, call.now())
          .orElseThrow(() ->
              AwsError.refused(
                  "InvalidDBClusterStateFault",
                  "Cannot fail over cluster "
                      + cluster.identifier()
                      + " because none of its readers is available."));
    }
    if (cluster.engine().equals("mysql")) {
      throw AwsError.invalidCombination(
          "TargetDBInstanceIdentifier isn't supported for RDS for MySQL Multi-AZ DB clusters.");
    }
    Instance target = region.instance(named);
    if (!readers.contains(target)) {
      throw AwsError.refused(
          "InvalidDBInstanceState",
          "Instance "
              + target.identifier()
              + (cluster.writes(target) ? " is already the writer" : " is not a reader")
              + " of cluster "
              + cluster.identifier()
              + ".");
    }
    ClusterMembers.available(List.of(target), call.now());
    return target;
  }

  /** Both ends of the change restart; the other readers stay. */
  private static Instance restarting(Call call, Instance member, Instance writer, Instance target) {
    boolean old = member.equals(writer);
    return old || member.equals(target)
        ? member.planned(
            List.of(
                new Phase(call.in(SHUT_DOWN), call.in(old ? FOLLOWED : RESTARTED), "rebooting")),
            List.of())
        : member;
  }

  private static List<Event> events(Call call, Cluster cluster, Instance writer, Instance target) {
    var events = new ArrayList<>(begun(call, cluster, writer, target));
    events.add(Event.of(target, call.in(RESTARTED), "availability", "DB instance restarted"));
    events.add(
        Event.of(
            cluster,
            call.in(COMPLETED),
            "failover",
            "Completed customer initiated failover to DB instance: " + target.identifier()));
    events.add(Event.of(writer, call.in(FOLLOWED), "availability", "DB instance restarted"));
    return events;
  }

  private static List<Event> begun(Call call, Cluster cluster, Instance writer, Instance target) {
    boolean same = writer.text("AvailabilityZone").equals(target.text("AvailabilityZone"));
    return List.of(
        Event.of(
            cluster,
            call.in(STARTED),
            "failover",
            "Started "
                + (same ? "same" : "cross")
                + " AZ failover to DB instance: "
                + target.identifier()),
        Event.of(writer, call.in(SHUT_DOWN), "availability", "DB instance shutdown"));
  }

  private static List<Event> failure(
      Call call, Cluster cluster, Instance writer, Instance target, String why) {
    var events = new ArrayList<>(begun(call, cluster, writer, target));
    events.add(
        Event.of(
            cluster,
            call.in(PROMOTED),
            "failover",
            "Promoting previous primary again: " + writer.identifier()));
    events.add(Event.of(cluster, call.in(COMPLETED), "failover", why));
    events.add(Event.of(writer, call.in(FOLLOWED), "availability", "DB instance restarted"));
    return events;
  }

  /** Who takes over when the writer is deleted, and when. */
  static Outcome after(Call call, Region region, Instance deleted) {
    Cluster cluster = region.clusters().find(deleted.cluster()).orElse(null);
    if (cluster == null || !cluster.writes(deleted)) {
      return Outcome.nothing();
    }
    return ClusterMembers.next(ClusterMembers.readers(cluster, region.members(cluster)), call.now())
        .map(target ->
            Outcome.intervention(
                List.of(
                    cluster.planned(
                        List.of(),
                        List.of(
                            ScheduledChange.of(
                                call.in(PROMOTED), Map.of(Cluster.WRITER, target.resourceId()))))),
                List.of(
                    Event.of(
                        cluster,
                        call.in(COMPLETED),
                        "failover",
                        "Completed RDS initiated failover to DB instance: "
                            + target.identifier()))))
        .orElse(Outcome.nothing());
  }
}
