package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manual snapshots of clusters. While one is made, the cluster shows {@code backing-up}. */
final class ClusterSnapshots {
  private static final int LONGEST_IDENTIFIER = 63;

  /** Aurora's storage is backed up all the time: the size does not matter. */
  private static final long WHOLE = 90;

  private ClusterSnapshots() {}

  static Outcome create(Call call, Region region) {
    String identifier = call.form().required("DBClusterSnapshotIdentifier");
    Cluster cluster = region.clusters().named(call.form().required("DBClusterIdentifier"));
    List<Object> tags = Tags.given(call.form(), "Tags");
    Instant done = call.in(WHOLE);
    Outcome snapshot = begun(call, region, cluster, identifier, tags, done);
    ClusterMembers.status(cluster, call.now(), List.of("available"));
    Cluster next =
        cluster.planned(
            List.of(new Phase(call.now(), done, "backing-up")),
            List.of(ScheduledChange.of(done, Map.of("LatestRestorableTime", Times.shown(done)))));
    return snapshot.and(Outcome.intervention(List.of(next), List.of()));
  }

  static Outcome begun(
      Call call, Region region, Cluster cluster, String given, List<Object> tags, Instant done) {
    String identifier =
        Requirements.identifier(given, "DBClusterSnapshotIdentifier", LONGEST_IDENTIFIER);
    if (region.clusters().findSnapshot(identifier).isPresent()) {
      throw AwsError.refused(
          "DBClusterSnapshotAlreadyExistsFault",
          "Cannot create the cluster snapshot because a snapshot with the identifier "
              + identifier
              + " already exists.");
    }
    if (region.clusters().snapshots().stream().filter(ClusterSnapshot::manual).count()
        >= call.quotas().manualSnapshots()) {
      throw AwsError.refused(
          "SnapshotQuotaExceeded",
          "Cannot create more than " + call.quotas().manualSnapshots() + " manual snapshots");
    }
    boolean fails = call.laterFailure() != null;
    var snapshot =
        new ClusterSnapshot(
            call.scope(),
            attributes(call, cluster, identifier, tags),
            call.now(),
            done,
            fails ? "failed" : "available");
    return Outcome.of(
        "DBClusterSnapshot",
        snapshot.shown(call.now()),
        Outcome.target(snapshot),
        List.of(snapshot),
        List.of(
            Event.of(snapshot, call.now(), "backup", "Creating manual cluster snapshot"),
            fails
                ? Event.of(snapshot, done, "failure", "Manual cluster snapshot failed")
                : Event.of(snapshot, done, "backup", "Manual cluster snapshot created")));
  }

  private static Map<String, Object> attributes(
      Call call, Cluster cluster, String identifier, List<Object> tags) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("DBClusterSnapshotIdentifier", identifier);
    attributes.put("DBClusterIdentifier", cluster.identifier());
    attributes.put("DbClusterResourceId", cluster.resourceId());
    attributes.put("SnapshotType", "manual");
    attributes.put("SnapshotCreateTime", Times.shown(call.now()));
    for (String same :
        List.of(
            "AvailabilityZones",
            "ClusterCreateTime",
            "Engine",
            "EngineMode",
            "EngineVersion",
            "AllocatedStorage",
            "MasterUsername",
            "Port",
            "StorageEncrypted",
            "IAMDatabaseAuthenticationEnabled")) {
      Object value = cluster.attributes().get(same);
      if (value != null) {
        attributes.put(same, value);
      }
    }
    attributes.put("LicenseModel", cluster.text("_license"));
    attributes.put("VpcId", "vpc-0a1b2c3d4e5f60718");
    if (!call.delays().snapshots().isZero()) {
      attributes.put(Taken.SHOWN_FROM, call.now().plus(call.delays().snapshots()).toString());
    }
    // A call that has tags copies none of the cluster's.
    boolean copies = tags.isEmpty() && cluster.flag("CopyTagsToSnapshot");
    return Tags.put(attributes, copies ? Tags.merged(cluster.list("TagList"), tags) : tags, call);
  }

  static Outcome delete(Call call, Region region) {
    ClusterSnapshot snapshot =
        region.clusters().snapshot(call.form().required("DBClusterSnapshotIdentifier"));
    if (!snapshot.manual()) {
      throw AwsError.refused(
          "InvalidDBClusterSnapshotStateFault", "Only manual snapshots may be deleted.");
    }
    // One that failed has to be got rid of somehow; AWS says no more than "in the available state".
    if (!List.of("available", "failed").contains(snapshot.status(call.now()))) {
      throw AwsError.refused(
          "InvalidDBClusterSnapshotStateFault",
          "Cannot delete the cluster snapshot because it is not currently in the available state.");
    }
    var shown = new LinkedHashMap<>(snapshot.shown(call.now()));
    shown.put("Status", "deleted");
    // RDS tells of no event for it.
    return new Outcome(
        Map.of("DBClusterSnapshot", shown),
        List.of(),
        List.of(snapshot),
        List.of(),
        Outcome.target(snapshot));
  }
}
