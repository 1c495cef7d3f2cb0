package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The snapshot that a stop takes before it. The call gives it a name and no tag, and preflight saw
 * that the name was free: what carries it now, and was made of this instance since, is this call's.
 */
final class SnapshotBefore {
  private static final String ID = "snapshot_id";

  /**
   * RDS takes it before the stop; lists are minutes behind at most. Counted from the last moment at
   * which the call can have been taken.
   */
  private static final Duration LISTED_WITHIN = Duration.ofMinutes(10);

  static boolean isOf(Order order, Attempt attempt, InstanceSight sight) {
    var snapshot = sight.snapshot();
    return snapshot != null
        && snapshot.resourceId().equals(order.instance().id())
        && (snapshot.createdAt() == null || !snapshot.createdAt().isBefore(attempt.oursFrom()));
  }

  /** Whether it is there, now that the instance has stopped. */
  static Sighting look(Order order, Attempt attempt, InstanceSight sight, String warning) {
    var instance = sight.present();
    var snapshot = sight.snapshot();
    if (snapshot == null) {
      return sight.seenAt().isBefore(attempt.sessionExpires().plus(LISTED_WITHIN))
          ? InstanceStates.underway(
              instance, "The instance is stopped; its snapshot is not listed yet.")
          : broken(
              sight,
              fault(
                  "snapshot-missing",
                  "RDS lists no snapshot named " + order.text(ID) + '.',
                  "Take a snapshot after the next start, if it is still needed."));
    }
    if (snapshot.resourceId().isBlank()) {
      return InstanceStates.underway(
          instance,
          "The instance is stopped; RDS does not say which instance its snapshot was taken of.");
    }
    if (!isOf(order, attempt, sight)) {
      return broken(
          sight,
          fault(
              "snapshot-exists",
              "The snapshot named " + order.text(ID) + " was not made by this operation.",
              "Take a snapshot of another name after the next start."));
    }
    return switch (snapshot.status()) {
      case "available" ->
          new Sighting.Done(
              Map.of("status", "stopped", "snapshot_arn", snapshot.arn(), "warning", warning),
              evidence(sight, snapshot));
      case "failed", "deleting" ->
          broken(
              sight,
              fault(
                  "snapshot-failed",
                  "Its snapshot " + snapshot.id() + " is " + snapshot.status() + '.',
                  "Look at the instance's events; take a snapshot after the next start."));
      default ->
          new Sighting.Underway(
              snapshot.percent(),
              "The instance is stopped; its snapshot is " + snapshot.status() + '.',
              evidence(sight, snapshot));
    };
  }

  private static Fault fault(String code, String what, String nextStep) {
    return new Fault(code, null, null, "The instance is stopped. " + what, nextStep);
  }

  private static Sighting broken(InstanceSight sight, Fault fault) {
    return new Sighting.Broken(
        fault,
        Map.of("status", "stopped"),
        List.of(InstanceStates.evidence(sight.present(), Map.of())));
  }

  private static List<Evidence> evidence(InstanceSight sight, SnapshotSight snapshot) {
    return List.of(
        InstanceStates.evidence(sight.present(), Map.of()),
        new Evidence(
            "DescribeDBSnapshots",
            Map.of(
                "DBSnapshotIdentifier",
                snapshot.id(),
                "Status",
                snapshot.status(),
                "DbiResourceId",
                snapshot.resourceId()),
            sight.seenAt()));
  }

  private SnapshotBefore() {}
}
