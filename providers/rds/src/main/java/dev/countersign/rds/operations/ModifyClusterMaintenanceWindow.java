package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import org.jspecify.annotations.Nullable;

/** Sets the weekly window in which RDS does what waits for it. */
final class ModifyClusterMaintenanceWindow extends ModifyCluster {
  @Override
  String what() {
    return "The change of the maintenance window";
  }

  @Override
  String field() {
    return "PreferredMaintenanceWindow";
  }

  @Override
  Object value(Order order) {
    return order.text("maintenance_window");
  }

  @Override
  String shown(Cluster cluster) {
    return cluster.windows().maintenance();
  }

  @Override
  @Nullable Check refusal(Order order, Cluster cluster, ClusterSight sight) {
    return WindowChecks.maintenance(
        order.text("maintenance_window"), cluster.windows().backup(), sight.seenAt());
  }
}
