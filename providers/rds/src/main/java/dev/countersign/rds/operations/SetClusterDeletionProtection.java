package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import org.jspecify.annotations.Nullable;

/** Protects the cluster from being deleted, or takes the protection away. */
final class SetClusterDeletionProtection extends ModifyCluster {
  @Override
  String what() {
    return "The change of the deletion protection";
  }

  @Override
  String field() {
    return "DeletionProtection";
  }

  @Override
  Object value(Order order) {
    return order.flag("enabled");
  }

  @Override
  String shown(Cluster cluster) {
    return Boolean.toString(cluster.topology().deletionProtection());
  }

  @Override
  @Nullable Check refusal(Order order, Cluster cluster, ClusterSight sight) {
    return null;
  }
}
