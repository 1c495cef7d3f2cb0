package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.resource.SnapshotStatus;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a manual snapshot is deleted. That it is gone is the proof; another one that took its name
 * since was made at another time.
 *
 * @param source what it was taken of, for a sentence
 * @param describes the call that shows it
 * @param idField RDS's name of its identifier
 */
record SnapshotDeleting(String source, String describes, String idField) {
  private static final String CREATED = "snapshot_created";

  static final SnapshotDeleting OF_INSTANCE =
      new SnapshotDeleting("instance", "DescribeDBSnapshots", "DBSnapshotIdentifier");
  static final SnapshotDeleting OF_CLUSTER =
      new SnapshotDeleting("cluster", "DescribeDBClusterSnapshots", "DBClusterSnapshotIdentifier");

  Check before(Order order, @Nullable SnapshotSight snapshot) {
    var id = SnapshotMaking.id(order);
    if (snapshot == null) {
      return Check.refuse(
          "snapshot-not-found",
          "There is no manual snapshot named " + id + ".",
          "Correct the name. Automated backups cannot be deleted one by one.");
    }
    if (snapshot.resourceId().isBlank()) {
      return new Check.Wait("RDS does not say which " + source + " the snapshot was taken of.");
    }
    if (!snapshot.resourceId().equals(order.instance().id())) {
      return Check.refuse(
          "snapshot-of-another-" + source,
          "The snapshot " + id + " was not taken of " + order.identifier() + '.',
          "Submit the operation for the " + source + " that it was taken of.");
    }
    return isAtRest(snapshot)
        ? new Check.Clear(Map.of(CREATED, created(snapshot)))
        : new Check.Wait("The snapshot is " + snapshot.status() + ".");
  }

  /** Gone, or what is under way as this says. */
  Sighting look(
      Order order, Attempt attempt, @Nullable SnapshotSight snapshot, Sight sight, Underway still) {
    return snapshot != null && same(attempt, snapshot)
        ? still.told("The snapshot is still listed as " + snapshot.status() + '.')
        : new Sighting.Done(
            Map.of("status", "deleted"),
            List.of(
                new Evidence(
                    describes,
                    Map.of(idField, SnapshotMaking.id(order), "Status", "not listed"),
                    sight.seenAt())));
  }

  interface Underway {
    Sighting told(String message);
  }

  Finding probe(Attempt attempt, @Nullable SnapshotSight snapshot) {
    if (snapshot == null || !same(attempt, snapshot) || snapshot.status().equals("deleting")) {
      return Finding.HAPPENED;
    }
    return isAtRest(snapshot) ? Finding.ABSENT : Finding.UNDECIDED;
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
