package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manual snapshots. While one is made, the instance shows {@code backing-up}. */
final class Snapshots {
  private static final int LONGEST_IDENTIFIER = 255;

  private Snapshots() {}

  static Outcome create(Call call, Region region) {
    String identifier = call.form().required("DBSnapshotIdentifier");
    Instance instance = region.instance(call.form().required("DBInstanceIdentifier"));
    if (instance.clusterMember()) {
      throw AwsError.invalidValue(
          "The specified instance is a member of a cluster and a snapshot cannot be created directly. Please use the"
              + " CreateDBClusterSnapshot API instead.");
    }
    List<Object> tags = Tags.given(call.form(), "Tags");
    Instant done = call.in(seconds(instance));
    Outcome snapshot = begun(call, region, instance, identifier, tags, done);
    Requirements.status(
        instance,
        call.now(),
        "Cannot create a snapshot because the database instance "
            + instance.identifier()
            + " is not currently in the available state.",
        Requirements.OPERATIONAL);
    Instance next =
        instance.planned(
            List.of(new Phase(call.now(), done, "backing-up")),
            List.of(ScheduledChange.of(done, Map.of("LatestRestorableTime", Times.shown(done)))));
    var backup =
        new Outcome(
            null,
            List.of(next),
            List.of(),
            List.of(
                Event.of(instance, call.in(1), "backup", "Backing up DB instance"),
                call.laterFailure() == null
                    ? Event.of(instance, done, "backup", "Finished DB Instance backup")
                    : Event.of(instance, done, "failure", call.laterFailure())),
            null);
    return snapshot.and(backup);
  }

  /** The first gigabytes take a minute; real ones differ by orders of magnitude. */
  private static long seconds(Instance instance) {
    return Math.min(600, 60 + instance.number("AllocatedStorage") / 4);
  }

  static Outcome begun(
      Call call, Region region, Instance instance, String given, List<Object> tags, Instant done) {
    String identifier = Requirements.identifier(given, "DBSnapshotIdentifier", LONGEST_IDENTIFIER);
    if (region.findSnapshot(identifier).isPresent()) {
      throw AwsError.refused(
          "DBSnapshotAlreadyExists",
          "Cannot create the snapshot because a snapshot with the identifier "
              + identifier
              + " already exists.");
    }
    if (region.snapshots().stream().filter(Snapshot::manual).count()
        >= call.quotas().manualSnapshots()) {
      throw AwsError.refused(
          "SnapshotQuotaExceeded",
          "Cannot create more than " + call.quotas().manualSnapshots() + " manual snapshots");
    }
    boolean fails = call.laterFailure() != null;
    var snapshot =
        new Snapshot(
            call.scope(),
            attributes(call, instance, identifier, tags),
            call.now(),
            done,
            fails ? "failed" : "available");
    return Outcome.of(
        "DBSnapshot",
        snapshot.shown(call.now()),
        Outcome.target(snapshot),
        List.of(snapshot),
        List.of(
            Event.of(snapshot, call.now(), "creation", "Creating manual snapshot"),
            fails
                ? Event.of(snapshot, done, "failure", "Manual snapshot failed")
                : Event.of(snapshot, done, "creation", "Manual snapshot created")));
  }

  private static Map<String, Object> attributes(
      Call call, Instance instance, String identifier, List<Object> tags) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("DBSnapshotIdentifier", identifier);
    attributes.put("DBInstanceIdentifier", instance.identifier());
    attributes.put("DbiResourceId", instance.resourceId());
    attributes.put("SnapshotType", "manual");
    attributes.put("SnapshotCreateTime", Times.shown(call.now()));
    attributes.put("OriginalSnapshotCreateTime", Times.shown(call.now()));
    attributes.put("SnapshotTarget", "region");
    for (String same :
        List.of(
            "Engine",
            "EngineVersion",
            "AllocatedStorage",
            "AvailabilityZone",
            "InstanceCreateTime",
            "MasterUsername",
            "LicenseModel",
            "StorageType",
            "Iops",
            "StorageThroughput",
            "IAMDatabaseAuthenticationEnabled")) {
      Object value = instance.attributes().get(same);
      if (value != null) {
        attributes.put(same, value);
      }
    }
    attributes.put("Encrypted", instance.flag("StorageEncrypted"));
    attributes.put("Port", instance.number("_port"));
    attributes.put("VpcId", "vpc-0a1b2c3d4e5f60718");
    if (!call.delays().snapshots().isZero()) {
      attributes.put(Snapshot.SHOWN_FROM, call.now().plus(call.delays().snapshots()).toString());
    }
    // A call that has tags copies none of the instance's.
    boolean copies = tags.isEmpty() && instance.flag("CopyTagsToSnapshot");
    return Tags.put(attributes, copies ? Tags.merged(instance.list("TagList"), tags) : tags, call);
  }

  static Outcome delete(Call call, Region region) {
    Snapshot snapshot = region.snapshot(call.form().required("DBSnapshotIdentifier"));
    if (!snapshot.manual()) {
      throw AwsError.refused("InvalidDBSnapshotState", "Only manual snapshots may be deleted.");
    }
    if (snapshot.status(call.now()).equals("creating")) {
      throw AwsError.refused(
          "InvalidDBSnapshotState",
          "Cannot delete the snapshot because it is not currently in the available state.");
    }
    var shown = new LinkedHashMap<>(snapshot.shown(call.now()));
    shown.put("Status", "deleted");
    return new Outcome(
        Map.of("DBSnapshot", shown),
        List.of(),
        List.of(snapshot),
        List.of(Event.of(snapshot, call.now(), "deletion", "Deleted manual snapshot")),
        Outcome.target(snapshot));
  }
}
