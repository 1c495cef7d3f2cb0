package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stops the cluster with all its members. RDS starts it by itself after 7 days. */
final class StopCluster implements ClusterOperation {
  @Override
  public ClusterWanted wanted(Order order) {
    return ClusterWanted.MEMBERS;
  }

  @Override
  public Check before(Order order, ClusterSight sight) {
    var cluster = sight.present();
    var refusal = ClusterTopologies.cannotBeStopped(order, cluster);
    if (refusal != null) {
      return refusal;
    }
    var required = ClusterStates.require(order, cluster);
    if (!(required instanceof Check.Clear)) {
      return required;
    }
    var outOfService =
        cluster.members().stream()
            .map(Cluster.Member::identifier)
            .filter(member -> InstanceStates.outOfService(sight.statusOf(member)))
            .toList();
    if (!outOfService.isEmpty()) {
      return ClusterStates.memberNotAvailable(order, sight, outOfService);
    }
    return !sight.allMembersAre("available")
        ? new Check.Wait(
            "Members are not available: "
                + String.join(", ", sight.membersThatAreNot("available"))
                + ". Waiting until they are.")
        : required.remembering(ClusterPower.baseline(sight));
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, ClusterSight sight) {
    return new Plan(
        List.of(new Plan.Change("Status", sight.present().status(), "stopped")),
        new Plan.Interruption(
            true,
            "Clients cannot connect to any member while it is stopped.",
            "until it is started; RDS starts a stopped cluster by itself after 7 days."),
        List.of());
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "StopDBCluster",
        Map.of("DBClusterIdentifier", order.identifier()),
        List.of(Call.right("rds:StopDBCluster", Arns.ofCluster(order))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (cluster == null) {
      return ClusterStates.vanished(order);
    }
    if (ClusterStates.inTrouble(cluster.status())) {
      return ClusterStates.broken(cluster, "The stop");
    }
    var failure = ClusterPower.failure(attempt, sight);
    if (cluster.status().equals("available") && failure.isPresent()) {
      return ClusterStates.givenUp(cluster, "The stop", failure.get(), sight);
    }
    if (!cluster.status().equals("stopped")) {
      return ClusterStates.underway(cluster, "The cluster is " + cluster.status() + '.');
    }
    return sight.allMembersAre("stopped")
        ? new Sighting.Done(
            Map.of(
                "status",
                "stopped",
                "warning",
                "RDS starts a stopped cluster by itself after 7 days."),
            List.of(ClusterStates.evidence(cluster, Map.of()), ClusterEvidence.members(sight)))
        : ClusterStates.underway(
            cluster,
            "Members are not stopped: " + String.join(", ", sight.membersThatAreNot("stopped")));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    if (ClusterPower.failure(attempt, sight).isPresent()
        || (cluster != null && Set.of("stopping", "stopped").contains(cluster.status()))) {
      return Finding.HAPPENED;
    }
    return ClusterPower.isUntouched(attempt, sight, "available")
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Start the cluster.";
  }
}
