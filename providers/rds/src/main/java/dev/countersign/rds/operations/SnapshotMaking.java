package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a manual snapshot comes about. RDS has no idempotency token, but a snapshot has a name and
 * carries our tag: whether it is ours can always be told.
 *
 * @param source what it is taken of, for a sentence
 * @param describes the call that shows it
 * @param idField RDS's name of its identifier
 * @param resourceField RDS's name of the id of what it was taken of
 * @param existsCode RDS's code where the name is taken
 */
record SnapshotMaking(
    String source, String describes, String idField, String resourceField, String existsCode) {
  static final SnapshotMaking OF_INSTANCE =
      new SnapshotMaking(
          "instance",
          "DescribeDBSnapshots",
          "DBSnapshotIdentifier",
          "DbiResourceId",
          "DBSnapshotAlreadyExists");
  static final SnapshotMaking OF_CLUSTER =
      new SnapshotMaking(
          "cluster",
          "DescribeDBClusterSnapshots",
          "DBClusterSnapshotIdentifier",
          "DbClusterResourceId",
          "DBClusterSnapshotAlreadyExistsFault");

  private enum Whose {
    OURS,
    ANOTHERS,
    /** RDS lists tags, and what else it knows of a snapshot, some time after the snapshot. */
    UNTOLD
  }

  static String id(Order order) {
    return order.text("snapshot_id");
  }

  /** Whether there is one of the name that this operation did not make. */
  boolean isAnothers(Order order, @Nullable SnapshotSight snapshot) {
    return snapshot != null && whose(order, null, snapshot) != Whose.OURS;
  }

  /** What has become of it, once it is listed. */
  Sighting look(Order order, Attempt attempt, SnapshotSight snapshot, Sight sight) {
    var evidence = List.of(evidence(snapshot, sight));
    return switch (whose(order, attempt, snapshot)) {
      case OURS -> ours(order, attempt, snapshot, evidence);
      case UNTOLD ->
          new Sighting.Underway(
              snapshot.percent(),
              "A snapshot of this name is " + snapshot.status() + "; its tags are not listed yet.",
              evidence);
      case ANOTHERS -> new Sighting.Broken(exists(order), Map.of("status", "failed"), evidence);
    };
  }

  /**
   * Whether the call was taken.
   *
   * @param sourceIsThere one that is gone may have taken its snapshots' listing with it for a while
   */
  Finding probe(
      Order order, Attempt attempt, @Nullable SnapshotSight snapshot, boolean sourceIsThere) {
    if (snapshot == null) {
      return sourceIsThere ? Finding.ABSENT : Finding.UNDECIDED;
    }
    return switch (whose(order, attempt, snapshot)) {
      case OURS -> Finding.HAPPENED;
      case UNTOLD -> Finding.UNDECIDED;
      // The name was taken: had the call arrived, RDS would have refused it.
      case ANOTHERS -> Finding.ABSENT;
    };
  }

  private Sighting ours(
      Order order, Attempt attempt, SnapshotSight snapshot, List<Evidence> evidence) {
    return switch (snapshot.status()) {
      case "available" -> available(order, attempt, snapshot, evidence);
      case "deleting" ->
          new Sighting.Broken(
              new Fault(
                  "snapshot-gone",
                  null,
                  null,
                  "The snapshot was made, and somebody is deleting it.",
                  "Find out who deletes it, then submit the operation again."),
              Map.of("status", "deleting", "snapshot_arn", snapshot.arn()),
              evidence);
      case "failed" ->
          new Sighting.Broken(
              new Fault(
                  "snapshot-failed",
                  null,
                  null,
                  "RDS started the snapshot and gave it up.",
                  "Look at the "
                      + source
                      + "'s events, delete the failed snapshot, and submit the"
                      + " operation again."),
              Map.of("status", "failed", "snapshot_arn", snapshot.arn()),
              evidence);
      default ->
          new Sighting.Underway(
              snapshot.percent(), "The snapshot is " + snapshot.status() + '.', evidence);
    };
  }

  private Sighting available(
      Order order, Attempt attempt, SnapshotSight snapshot, List<Evidence> evidence) {
    var tags = SnapshotTags.of(order, attempt.baseline());
    var missing = tags.missing(snapshot.tags());
    if (!missing.isEmpty()) {
      return new Sighting.Underway(
          snapshot.percent(),
          "The snapshot is available; RDS does not list these tags on it yet: "
              + String.join(", ", missing)
              + '.',
          evidence);
    }
    var result = new HashMap<String, Object>(result(snapshot));
    if (!tags.leftOut().isEmpty()) {
      result.put("tags_left_out", tags.leftOut());
      result.put(
          "warning",
          "The "
              + source
              + " copies its tags to its snapshots. These were left out, because a snapshot"
              + " takes 50 tags, or because AWS keeps them to itself: "
              + String.join(", ", tags.leftOut())
              + '.');
    }
    return new Sighting.Done(result, evidence);
  }

  private static Whose whose(Order order, @Nullable Attempt attempt, SnapshotSight snapshot) {
    var resource = snapshot.resourceId();
    var operation = snapshot.tags().get(Order.OPERATION_TAG);
    if (!resource.isEmpty() && !resource.equals(order.instance().id())) {
      return Whose.ANOTHERS;
    }
    if (operation != null) {
      return operation.equals(order.operationId()) ? Whose.OURS : Whose.ANOTHERS;
    }
    var older =
        attempt != null
            && snapshot.createdAt() != null
            && snapshot.createdAt().isBefore(attempt.oursFrom());
    return older ? Whose.ANOTHERS : Whose.UNTOLD;
  }

  private static Map<String, Object> result(SnapshotSight snapshot) {
    var result = new HashMap<String, Object>();
    result.put("status", snapshot.status());
    result.put("snapshot_arn", snapshot.arn());
    if (snapshot.createdAt() != null) {
      result.put("snapshot_create_time", snapshot.createdAt().toString());
    }
    return result;
  }

  /** What a describe showed of it. */
  Evidence evidence(SnapshotSight snapshot, Sight sight) {
    return new Evidence(
        describes,
        Map.of(
            idField,
            snapshot.id(),
            "Status",
            snapshot.status(),
            "PercentProgress",
            Integer.toString(snapshot.percent()),
            resourceField,
            snapshot.resourceId(),
            Order.OPERATION_TAG,
            snapshot.tags().getOrDefault(Order.OPERATION_TAG, "")),
        sight.seenAt());
  }

  /** The name is taken. */
  Fault exists(Order order) {
    return new Fault(
        "snapshot-exists",
        existsCode,
        null,
        "There is already a snapshot named " + id(order) + ", and this operation did not make it.",
        "Choose another snapshot_id, or delete the existing snapshot first.");
  }
}
