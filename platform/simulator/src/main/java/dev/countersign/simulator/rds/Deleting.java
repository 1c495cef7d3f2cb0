package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deletion, with a final snapshot unless the caller says otherwise. */
final class Deleting {
  private static final long WHOLE = 240;

  private Deleting() {}

  static Outcome instance(Call call, Region region) {
    Instance instance = region.instance(call.form().required("DBInstanceIdentifier"));
    boolean skip = call.form().flag("SkipFinalSnapshot");
    String last = call.form().text("FinalDBSnapshotIdentifier");
    boolean bare =
        !instance.text("ReadReplicaSourceDBInstanceIdentifier").isEmpty()
            || instance.clusterMember();
    if (last == null && !skip && !bare) {
      throw AwsError.invalidCombination(
          "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    if (last != null && (skip || bare)) {
      throw AwsError.invalidCombination(
          "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance or when SkipFinalSnapshot is specified.");
    }
    ofCluster(instance, region, call.now());
    // The protection of a cluster is not one of its instances.
    if (instance.flag("DeletionProtection") && !instance.clusterMember()) {
      throw AwsError.invalidCombination(
          "Cannot delete protected DB Instance, please disable deletion protection and try again.");
    }
    if (instance.status(call.now()).equals("deleting")) {
      throw AwsError.refused(
          "InvalidDBInstanceState",
          "Instance " + instance.identifier() + " is already being deleted.");
    }
    if (last != null) {
      Requirements.status(
          instance,
          call.now(),
          "Instance " + instance.identifier() + " is not in available state.",
          List.of("available"));
    }
    Outcome snapshot =
        last == null
            ? Outcome.nothing()
            : Snapshots.begun(call, region, instance, last, Tags.none(), call.in(WHOLE));
    Instance next =
        instance.planned(
            List.of(new Phase(call.now(), call.in(WHOLE), "deleting")),
            List.of(ScheduledChange.of(call.in(WHOLE), Map.of(Instance.DELETED, true))));
    return Outcome.of(
            next,
            call,
            List.of(Event.of(instance, call.in(WHOLE), "deletion", "DB instance deleted")))
        .and(snapshot)
        .and(ClusterFailover.after(call, region, instance));
  }

  private static void ofCluster(Instance instance, Region region, Instant now) {
    Cluster cluster = region.clusters().find(instance.cluster()).orElse(null);
    if (cluster == null) {
      return;
    }
    if (!cluster.aurora()) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Instance "
              + instance.identifier()
              + " is a member of a Multi-AZ DB cluster and cannot be deleted by itself.");
    }
    if (cluster.status(now).equals("stopped")) {
      throw AwsError.refused(
          "InvalidDBClusterStateFault",
          "Db cluster " + cluster.identifier() + " cannot be in the stopped state.");
    }
  }
}
