package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import org.jspecify.annotations.Nullable;

/**
 * Sets for how many days the cluster's backups are kept; those of a cluster cannot be switched off.
 */
final class ModifyClusterBackupRetention extends ModifyCluster {
  @Override
  String what() {
    return "The change of the backup retention";
  }

  @Override
  String field() {
    return "BackupRetentionPeriod";
  }

  @Override
  Object value(Order order) {
    return order.number("backup_retention_days");
  }

  @Override
  String shown(Cluster cluster) {
    return Integer.toString(cluster.windows().backupRetentionDays());
  }

  @Override
  @Nullable Check refusal(Order order, Cluster cluster, ClusterSight sight) {
    return null;
  }
}
