package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A whole sight of a cluster as evidence, for a person who has to judge. */
final class ClusterEvidence {
  private static final int LAST_EVENTS = 3;

  /** What was seen of the cluster, its members and the snapshot, and the last events. */
  static List<Evidence> of(Order order, ClusterWanted wanted, ClusterSight sight) {
    var evidence = new ArrayList<Evidence>();
    var cluster = sight.cluster();
    evidence.add(
        cluster == null
            ? notListed("DescribeDBClusters", order.identifier(), sight)
            : ClusterStates.evidence(cluster, Map.of()));
    if (!sight.members().isEmpty()) {
      evidence.add(members(sight));
    }
    var id = wanted.snapshotId();
    if (id != null) {
      var snapshot = sight.snapshot();
      evidence.add(
          snapshot == null
              ? notListed("DescribeDBClusterSnapshots", id, sight)
              : SnapshotMaking.OF_CLUSTER.evidence(snapshot, sight));
    }
    var events = sight.events();
    events
        .subList(Math.max(0, events.size() - LAST_EVENTS), events.size())
        .forEach(event -> evidence.add(NewEvents.evidence(event, sight)));
    return evidence;
  }

  /** Each member's state. */
  static Evidence members(ClusterSight sight) {
    var states = new TreeMap<String, String>();
    sight.members().forEach((Instance member) -> states.put(member.identifier(), member.status()));
    return new Evidence("DescribeDBInstances", states, sight.seenAt());
  }

  private static Evidence notListed(String call, String identifier, ClusterSight sight) {
    return new Evidence(
        call, Map.of("Identifier", identifier, "Status", "not listed"), sight.seenAt());
  }

  private ClusterEvidence() {}
}
