package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What RDS does not do on a cluster because of its engine or its place among others. */
final class ClusterTopologies {
  /** DescribeDBClusters lists them, too; they have guides and rights of their own. */
  private static final Set<String> OTHER_SERVICES = Set.of("docdb", "neptune");

  /** What stands against any operation, or null. */
  static @Nullable Check refusal(Order order, Cluster cluster) {
    var engine = cluster.engine().toLowerCase(Locale.ROOT);
    return OTHER_SERVICES.contains(engine)
        ? refuse(
            order,
            "engine-not-supported",
            "is of the engine " + engine + ", which Countersign does not operate on.",
            "Use that service's own tools.")
        : null;
  }

  /** What stands against stopping it, or starting it, as a whole. Source: the Aurora user guide. */
  static @Nullable Check cannotBeStopped(Order order, Cluster cluster) {
    if (!isAurora(cluster)) {
      return cannotBeStopped(
          order, "is a Multi-AZ DB cluster; RDS stops and starts only Aurora clusters.");
    }
    if ("serverless".equals(cluster.engineMode())) {
      return cannotBeStopped(
          order, "is an Aurora Serverless v1 cluster, which RDS neither stops nor starts.");
    }
    var topology = cluster.topology();
    if (topology.globalCluster() != null) {
      return cannotBeStopped(
          order,
          "is a member of the global database "
              + topology.globalCluster()
              + ", which RDS neither stops nor starts.");
    }
    return topology.replicaOf() != null || !topology.replicas().isEmpty()
        ? cannotBeStopped(
            order, "replicates from or to another cluster; RDS neither stops nor starts it.")
        : null;
  }

  private static Check cannotBeStopped(Order order, String why) {
    return refuse(order, "cannot-be-stopped", why, "Leave it as it is.");
  }

  /** False for a Multi-AZ DB cluster. */
  static boolean isAurora(Cluster cluster) {
    return cluster.engine().toLowerCase(Locale.ROOT).startsWith("aurora");
  }

  /** Refuses, naming the cluster first. */
  static Check refuse(Order order, String code, String why, String nextStep) {
    return Check.refuse(code, order.identifier() + ' ' + why + " Nothing was done.", nextStep);
  }

  private ClusterTopologies() {}
}
