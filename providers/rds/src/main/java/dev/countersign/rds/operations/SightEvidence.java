package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.provider.operation.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole sight as evidence, for a person who has to judge. */
final class SightEvidence {
  private static final int LAST_EVENTS = 3;

  /** What was seen of the instance and of the snapshot, and the last events. */
  static List<Evidence> of(Order order, InstanceSight sight) {
    var evidence = new ArrayList<Evidence>();
    evidence.add(
        sight.instance() == null
            ? notListed("DescribeDBInstances", order.identifier(), sight)
            : InstanceStates.evidence(sight.instance(), Map.of()));
    var snapshotId = Operations.of(order).wanted(order).snapshotId();
    if (snapshotId != null) {
      evidence.add(snapshot(snapshotId, sight));
    }
    var events = sight.events();
    events
        .subList(Math.max(0, events.size() - LAST_EVENTS), events.size())
        .forEach(event -> evidence.add(NewEvents.evidence(event, sight)));
    return evidence;
  }

  private static Evidence snapshot(String id, InstanceSight sight) {
    var snapshot = sight.snapshot();
    return snapshot == null
        ? notListed("DescribeDBSnapshots", id, sight)
        : new Evidence(
            "DescribeDBSnapshots",
            Map.of(
                "DBSnapshotIdentifier",
                snapshot.id(),
                "Status",
                snapshot.status(),
                "SnapshotCreateTime",
                String.valueOf(snapshot.createdAt()),
                Order.OPERATION_TAG,
                snapshot.tags().getOrDefault(Order.OPERATION_TAG, "")),
            sight.seenAt());
  }

  private static Evidence notListed(String call, String identifier, InstanceSight sight) {
    return new Evidence(
        call, Map.of("Identifier", identifier, "Status", "not listed"), sight.seenAt());
  }

  private SightEvidence() {}
}
