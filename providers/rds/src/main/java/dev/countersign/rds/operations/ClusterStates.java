package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the state of a cluster means before and after a call. A state that is neither at rest nor
 * trouble passes, and so is waited for; so is one that AWS has added since.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html">AWS
 *     on a cluster's status</a>
 */
final class ClusterStates {
  private static final String STATUS_BEFORE = "before.Status";
  private static final Set<String> RESTING = Set.of("available", "stopped", "storage-optimization");
  private static final Set<String> TROUBLE =
      Set.of(
          "cloning-failed",
          "inaccessible-encryption-credentials",
          "inaccessible-encryption-credentials-recoverable",
          "migration-failed");

  /** Whether RDS will not get out of this by itself. */
  static boolean inTrouble(String status) {
    return TROUBLE.contains(status);
  }

  /** Whether RDS is doing nothing with it, as far as its state tells. */
  static boolean atRest(String status) {
    return RESTING.contains(status) || inTrouble(status);
  }

  /** Trouble that was not there before the call. */
  static boolean endedInTrouble(Cluster cluster, Attempt attempt) {
    return inTrouble(cluster.status())
        && !cluster.status().equals(attempt.baseline().get(STATUS_BEFORE));
  }

  /** Clear where the state allows the call; to be waited for, or refused, otherwise. */
  static Check require(Order order, Cluster cluster) {
    var status = cluster.status();
    var runsOn = Operations.definition(order).runsOn();
    if (runsOn.statuses().contains(status) || runsOn.mends().contains(status)) {
      return new Check.Clear(Map.of(STATUS_BEFORE, status));
    }
    return atRest(status)
        ? Check.refuse(
            "wrong-state",
            order.identifier()
                + " is "
                + status
                + "; this operation needs it to be "
                + String.join(" or ", runsOn.statuses().stream().sorted().toList())
                + ". Nothing was done.",
            inTrouble(status)
                ? "Mend the cluster first; RDS's events say what happened to it."
                : "Bring it into that state, then submit the operation again.")
        : new Check.Wait(
            status.isBlank()
                ? "RDS shows no state of the cluster. Waiting until it does."
                : "The cluster is " + status + ". Waiting until RDS has finished that.");
  }

  /** What it takes is a member that does not serve, and will not by itself. */
  static Check memberNotAvailable(Order order, ClusterSight sight, Collection<String> members) {
    return ClusterTopologies.refuse(
        order,
        "member-not-available",
        "has members that are not available, and that RDS leaves so: "
            + String.join(", ", sight.shown(members))
            + '.',
        "Bring them back into service first, or remove them; RDS's events say what happened to"
            + " them. Then submit the operation again.");
  }

  /** The effect was taken, and the cluster has run into trouble since. */
  static Sighting broken(Cluster cluster, String what) {
    return new Sighting.Broken(
        new Fault(
            "ended-in-trouble",
            null,
            null,
            what + " was accepted, and the cluster is now " + cluster.status() + ".",
            "Look at the cluster's events in RDS and mend it before anything else."),
        Map.of("status", cluster.status()),
        List.of(evidence(cluster, Map.of())));
  }

  /** Taken, and given up. */
  static Sighting givenUp(
      Cluster cluster, String what, InstanceSight.EventSight failure, ClusterSight sight) {
    return new Sighting.Broken(
        new Fault(
            "given-up",
            null,
            null,
            what + " was accepted, and RDS gave it up later: " + failure.message(),
            "The cluster is " + cluster.status() + ". Mend what RDS names, then submit it again."),
        Map.of("status", cluster.status()),
        List.of(NewEvents.evidence(failure, sight), evidence(cluster, Map.of())));
  }

  /** After an accepted call the cluster itself went away. */
  static Sighting vanished(Order order) {
    return new Sighting.Broken(
        new Fault(
            "cluster-gone",
            "DBClusterNotFoundFault",
            null,
            order.identifier() + " does not exist any more.",
            "Find out who deleted it. Its final snapshot, if one was taken, can be restored."),
        Map.of("status", "deleted"),
        List.of());
  }

  /** What a describe showed of a cluster. */
  static Evidence evidence(Cluster cluster, Map<String, String> more) {
    var facts = new HashMap<String, String>(more);
    facts.put("Status", cluster.status());
    facts.put("DbClusterResourceId", cluster.key().id());
    cluster.writer().ifPresent(writer -> facts.put("IsClusterWriter", writer.identifier()));
    return new Evidence("DescribeDBClusters", facts, cluster.observedAt());
  }

  /** Not done; this is what it looks like. */
  static Sighting underway(@Nullable Cluster cluster, String message) {
    return new Sighting.Underway(
        null, message, cluster == null ? List.of() : List.of(evidence(cluster, Map.of())));
  }

  private ClusterStates() {}
}
