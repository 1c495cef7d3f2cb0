package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts a stopped cluster with all its members. */
final class StartCluster implements ClusterOperation {
  @Override
  public ClusterWanted wanted(Order order) {
    return ClusterWanted.MEMBERS;
  }

  @Override
  public Check before(Order order, ClusterSight sight) {
    var cluster = sight.present();
    var refusal = ClusterTopologies.cannotBeStopped(order, cluster);
    return refusal == null
        ? ClusterStates.require(order, cluster).remembering(ClusterPower.baseline(sight))
        : refusal;
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, ClusterSight sight) {
    return new Plan(
        List.of(new Plan.Change("Status", sight.present().status(), "available")),
        Plan.Interruption.none("No client is connected to a stopped cluster."),
        List.of());
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "StartDBCluster",
        Map.of("DBClusterIdentifier", order.identifier()),
        List.of(Call.right("rds:StartDBCluster", Arns.ofCluster(order))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (cluster == null) {
      return ClusterStates.vanished(order);
    }
    var failure = ClusterPower.failure(attempt, sight);
    if (ClusterStates.atRest(cluster.status())
        && !cluster.status().equals("available")
        && failure.isPresent()) {
      return ClusterStates.givenUp(cluster, "The start", failure.get(), sight);
    }
    if (ClusterStates.endedInTrouble(cluster, attempt)) {
      return ClusterStates.broken(cluster, "The start");
    }
    if (!cluster.status().equals("available")) {
      return ClusterStates.underway(cluster, "The cluster is " + cluster.status() + '.');
    }
    return sight.allMembersAre("available")
        ? new Sighting.Done(
            Map.of("status", "available"),
            List.of(ClusterStates.evidence(cluster, Map.of()), ClusterEvidence.members(sight)))
        : ClusterStates.underway(
            cluster,
            "Members are not available: "
                + String.join(", ", sight.membersThatAreNot("available")));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (ClusterPower.failure(attempt, sight).isPresent()
        || (cluster != null && Set.of("starting", "available").contains(cluster.status()))) {
      return Finding.HAPPENED;
    }
    return ClusterPower.isUntouched(attempt, sight, "stopped") ? Finding.ABSENT : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Stop the cluster.";
  }
}
