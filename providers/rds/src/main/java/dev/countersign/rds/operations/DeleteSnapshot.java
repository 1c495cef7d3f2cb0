package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.resource.SnapshotStatus;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes a manual snapshot of the instance. That it is gone is the proof; another one that took
 * its name since was made at another time.
 */
final class DeleteSnapshot implements RdsOperation {
  private static final String ID = "snapshot_id";
  private static final String CREATED = "snapshot_created";

  @Override
  public Wanted wanted(Order order) {
    return new Wanted(order.text(ID), false);
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    var snapshot = sight.snapshot();
    if (snapshot == null) {
      return Check.refuse(
          "snapshot-not-found",
          "There is no manual snapshot named " + order.text(ID) + ".",
          "Correct the name. Automated backups cannot be deleted one by one.");
    }
    if (snapshot.resourceId().isBlank()) {
      return new Check.Wait("RDS does not say which instance the snapshot was taken of.");
    }
    if (!snapshot.resourceId().equals(order.instance().id())) {
      return Check.refuse(
          "snapshot-of-another-instance",
          "The snapshot " + order.text(ID) + " was not taken of " + order.identifier() + '.',
          "Submit the operation for the instance that it was taken of.");
    }
    if (!isAtRest(snapshot)) {
      return new Check.Wait("The snapshot is " + snapshot.status() + ".");
    }
    return new Check.Clear(Map.of(CREATED, created(snapshot)));
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "DeleteDBSnapshot",
        Map.of("DBSnapshotIdentifier", order.text(ID)),
        List.of(
            Call.right(
                "rds:DeleteDBSnapshot", Arns.of(order.instance(), "snapshot", order.text(ID)))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var snapshot = sight.snapshot();
    return snapshot != null && same(attempt, snapshot)
        ? InstanceStates.underway(
            sight.instance(), "The snapshot is still listed as " + snapshot.status() + '.')
        : new Sighting.Done(
            Map.of("status", "deleted"),
            List.of(
                new Evidence(
                    "DescribeDBSnapshots",
                    Map.of("DBSnapshotIdentifier", order.text(ID), "Status", "not listed"),
                    sight.seenAt())));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    var snapshot = sight.snapshot();
    if (snapshot == null || !same(attempt, snapshot) || snapshot.status().equals("deleting")) {
      return Finding.HAPPENED;
    }
    return isAtRest(snapshot) ? Finding.ABSENT : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "A deleted snapshot does not come back.";
  }

  private static boolean isAtRest(SnapshotSight snapshot) {
    return SnapshotStatus.nature(snapshot.status())
        .filter(Set.of(SnapshotStatus.Nature.READY, SnapshotStatus.Nature.FAILED)::contains)
        .isPresent();
  }

  /** One that RDS does not date may be the same. */
  private static boolean same(Attempt attempt, SnapshotSight snapshot) {
    return snapshot.createdAt() == null
        || attempt.baseline().getOrDefault(CREATED, created(snapshot)).equals(created(snapshot));
  }

  private static String created(SnapshotSight snapshot) {
    return String.valueOf(snapshot.createdAt());
  }
}
