package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import org.jspecify.annotations.Nullable;

/** Sets the daily window of the cluster's automated backups. */
final class ModifyClusterBackupWindow extends ModifyCluster {
  @Override
  String what() {
    return "The change of the backup window";
  }

  @Override
  String field() {
    return "PreferredBackupWindow";
  }

  @Override
  Object value(Order order) {
    return order.text("backup_window");
  }

  @Override
  String shown(Cluster cluster) {
    return cluster.windows().backup();
  }

  @Override
  @Nullable Check refusal(Order order, Cluster cluster, ClusterSight sight) {
    return WindowChecks.backup(order.text("backup_window"), cluster.windows().maintenance());
  }
}
