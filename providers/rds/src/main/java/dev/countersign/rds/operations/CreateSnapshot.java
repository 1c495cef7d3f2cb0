package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a manual snapshot. RDS has no idempotency token, but a snapshot has a name and carries our
 * tag: whether it is ours can always be told.
 */
final class CreateSnapshot implements RdsOperation {
  @Override
  public Wanted wanted(Order order) {
    return new Wanted(id(order), false);
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of(
        "operation",
        order.operation(),
        "instance_id",
        order.identifier(),
        "snapshot_id",
        id(order));
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    var refusal = replicaWithoutBackups(order, sight.present());
    if (refusal != null) {
      return refusal;
    }
    // One with our tag is left of an attempt of ours whose answer was lost; the call then says that
    // it exists, and the look after it succeeds.
    if (sight.snapshot() != null && whose(order, null, sight.snapshot()) != Whose.OURS) {
      return new Check.Refuse(exists(order));
    }
    return InstanceStates.require(order, sight.present())
        .remembering(SnapshotTags.baseline(sight.present(), sight.details()));
  }

  private static @Nullable Check replicaWithoutBackups(Order order, Instance instance) {
    var source = instance.topology().replicaOf();
    return source != null && instance.engine().toLowerCase(Locale.ROOT).startsWith("sqlserver")
        ? Topologies.refuse(
            order,
            "replica-without-backups",
            "is a read replica of " + source + ", and RDS makes no backups of SQL Server replicas.",
            "Take the snapshot of " + source + '.')
        : null;
  }

  @Override
  public Call call(Order order) {
    return call(order, Map.of());
  }

  @Override
  public Call call(Order order, Attempt attempt) {
    return call(order, attempt.baseline());
  }

  private static Call call(Order order, Map<String, String> baseline) {
    var snapshot = Arns.of(order.instance(), "snapshot", id(order));
    return new Call(
        "CreateDBSnapshot",
        Map.of(
            "DBSnapshotIdentifier", id(order),
            "DBInstanceIdentifier", order.identifier(),
            "Tags", SnapshotTags.of(order, baseline).given()),
        List.of(
            Call.right("rds:CreateDBSnapshot", Arns.of(order), snapshot),
            // RDS checks the right to tag where a resource is created with tags.
            Call.right("rds:AddTagsToResource", snapshot)));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var snapshot = sight.snapshot();
    if (snapshot == null) {
      return InstanceStates.underway(sight.instance(), "The snapshot is not listed yet.");
    }
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

  private static Sighting ours(
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
                  "Look at the instance's events, delete the failed snapshot, and submit the"
                      + " operation again."),
              Map.of("status", "failed", "snapshot_arn", snapshot.arn()),
              evidence);
      default ->
          new Sighting.Underway(
              snapshot.percent(), "The snapshot is " + snapshot.status() + '.', evidence);
    };
  }

  private static Sighting available(
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
          "The instance copies its tags to its snapshots. These were left out, because a snapshot"
              + " takes 50 tags, or because AWS keeps them to itself: "
              + String.join(", ", tags.leftOut())
              + '.');
    }
    return new Sighting.Done(result, evidence);
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    if (sight.snapshot() == null) {
      // An instance that is gone may have taken its snapshots' listing with it for a while.
      return sight.instance() == null ? Finding.UNDECIDED : Finding.ABSENT;
    }
    return switch (whose(order, attempt, sight.snapshot())) {
      case OURS -> Finding.HAPPENED;
      case UNTOLD -> Finding.UNDECIDED;
      // The name was taken: had the call arrived, RDS would have refused it.
      case ANOTHERS -> Finding.ABSENT;
    };
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Delete the snapshot " + id(order) + '.';
  }

  private static String id(Order order) {
    return order.text("snapshot_id");
  }

  private enum Whose {
    OURS,
    ANOTHERS,
    /** RDS lists tags, and what else it knows of a snapshot, some time after the snapshot. */
    UNTOLD
  }

  private static Whose whose(Order order, @Nullable Attempt attempt, SnapshotSight snapshot) {
    var instance = snapshot.resourceId();
    var operation = snapshot.tags().get(Order.OPERATION_TAG);
    if (!instance.isEmpty() && !instance.equals(order.instance().id())) {
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

  private static Evidence evidence(SnapshotSight snapshot, InstanceSight sight) {
    return new Evidence(
        "DescribeDBSnapshots",
        Map.of(
            "DBSnapshotIdentifier",
            snapshot.id(),
            "Status",
            snapshot.status(),
            "PercentProgress",
            Integer.toString(snapshot.percent()),
            "DbiResourceId",
            snapshot.resourceId(),
            Order.OPERATION_TAG,
            snapshot.tags().getOrDefault(Order.OPERATION_TAG, "")),
        sight.seenAt());
  }

  private static Fault exists(Order order) {
    return new Fault(
        "snapshot-exists",
        "DBSnapshotAlreadyExists",
        null,
        "There is already a snapshot named " + id(order) + ", and this operation did not make it.",
        "Choose another snapshot_id, or delete the existing snapshot first.");
  }
}
