package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deletion of a cluster that has no instances any more, or is one with all of its own. */
final class ClusterDeleting {
  private static final long WHOLE = 180;

  private ClusterDeleting() {}

  static Outcome cluster(Call call, Region region) {
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    List<Instance> members = region.members(cluster);
    boolean skip = call.form().flag("SkipFinalSnapshot");
    String last = call.form().text("FinalDBSnapshotIdentifier");
    if (skip == (last != null)) {
      throw AwsError.invalidCombination(
          skip
              ? "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified."
              : "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    deletable(cluster, members, call.now());
    Outcome snapshot =
        last == null
            ? Outcome.nothing()
            : ClusterSnapshots.begun(call, region, cluster, last, Tags.none(), call.in(WHOLE));
    Instant gone =
        members.stream()
            .flatMap(member -> member.phases().stream())
            .map(Phase::until)
            .filter(until -> until.isAfter(call.in(WHOLE)))
            .max(Instant::compareTo)
            .orElse(call.in(WHOLE));
    var phase = List.of(new Phase(call.now(), gone, "deleting"));
    var change = List.of(ScheduledChange.of(gone, Map.of(Cluster.DELETED, true)));
    return Outcome.of(
            cluster.planned(phase, change),
            cluster.aurora()
                ? members
                : members.stream().map(member -> member.planned(phase, change)).toList(),
            call,
            List.of(Event.of(cluster, gone, "deletion", "DB cluster deleted")))
        .and(snapshot);
  }

  private static void deletable(Cluster cluster, List<Instance> members, Instant now) {
    if (cluster.flag("DeletionProtection")) {
      throw AwsError.invalidCombination(
          "Cannot delete protected Cluster, please disable deletion protection and try again.");
    }
    if (cluster.global()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "This cluster is a part of a global cluster, please remove it from globalcluster first");
    }
    if (cluster.status(now).equals("deleting")) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cluster " + cluster.identifier() + " is already being deleted.");
    }
    if (cluster.aurora()
        && members.stream().anyMatch(member -> !member.status(now).equals("deleting"))) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
    }
  }
}
