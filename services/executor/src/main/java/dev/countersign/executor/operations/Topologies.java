package dev.countersign.executor.operations;

import dev.countersign.contracts.instance.Instance;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What RDS does not do on an instance because of its place among others or its engine. One check
 * for all operations, before their own. Sources: the user guide on stopping an instance, on
 * differences between read replicas, on Multi-AZ DB clusters and on RDS Custom; the Aurora user
 * guide.
 */
final class Topologies {
  /** What belongs to the cluster, for a sentence; on Aurora's members and on others. */
  private static final Map<String, String> OF_ANY_CLUSTER =
      Map.of(
          "create_snapshot", "snapshots",
          "stop_instance", "stop",
          "start_instance", "start",
          "modify_storage", "storage",
          "enable_storage_autoscaling", "storage",
          "modify_backup_window", "backup window",
          "modify_backup_retention", "backup retention",
          "set_deletion_protection", "deletion protection");

  /** Besides: the members of a Multi-AZ DB cluster are changed together. */
  private static final Map<String, String> OF_MULTI_AZ_CLUSTER =
      Map.of(
          "modify_instance_class", "instance class",
          "modify_parameter_group", "parameter group",
          "modify_maintenance_window", "maintenance window");

  private static final Set<String> ON_CUSTOM =
      Set.of(
          "create_snapshot",
          "delete_snapshot",
          "modify_backup_window",
          "modify_backup_retention",
          "modify_maintenance_window");

  /** DescribeDBInstances lists them, too; they have guides and rights of their own. */
  private static final Set<String> OTHER_SERVICES = Set.of("docdb", "neptune");

  /** What stands against it, or null. */
  static @Nullable Check refusal(Order order, Instance instance) {
    var engine = instance.engine().toLowerCase(Locale.ROOT);
    var cluster = instance.topology().cluster();
    if (OTHER_SERVICES.contains(engine)) {
      return refuse(
          order,
          "engine-not-supported",
          "is of the engine " + engine + ", which Countersign does not operate on.",
          "Use that service's own tools.");
    }
    if (engine.startsWith("custom-") && !ON_CUSTOM.contains(order.operation())) {
      return refuse(
          order,
          "engine-not-supported",
          "is an RDS Custom instance (" + engine + "), for which RDS does not offer this.",
          "Do it by the means that RDS Custom has for it.");
    }
    if (cluster != null) {
      return ofCluster(order, engine, cluster);
    }
    return order.operation().equals("stop_instance")
        ? stop(order, instance, engine)
        : snapshot(order, instance, engine);
  }

  private static @Nullable Check ofCluster(Order order, String engine, String cluster) {
    if (order.operation().equals("reboot_instance") && order.flag("force_failover")) {
      return refuse(
          order,
          "cluster-member",
          "belongs to the cluster " + cluster + ", which fails over as a whole.",
          "Fail over the cluster, or submit it again with force_failover false.");
    }
    var what = OF_ANY_CLUSTER.get(order.operation());
    if (what == null && !engine.startsWith("aurora")) {
      what = OF_MULTI_AZ_CLUSTER.get(order.operation());
    }
    if (what == null) {
      return null;
    }
    return refuse(
        order,
        "cluster-member",
        "belongs to the cluster " + cluster + ", which decides about its " + what + '.',
        switch (order.operation()) {
          case "create_snapshot" -> "Take a cluster snapshot of " + cluster + " instead.";
          case "stop_instance" -> "Stop the cluster " + cluster + " instead, where RDS allows it.";
          case "start_instance" -> "Start the cluster " + cluster + " instead.";
          default -> "Change the " + what + " of " + cluster + " instead.";
        });
  }

  private static @Nullable Check stop(Order order, Instance instance, String engine) {
    var topology = instance.topology();
    if (topology.replicaOf() != null) {
      return refuse(
          order,
          "cannot-be-stopped",
          "is a read replica of " + topology.replicaOf() + ", and RDS does not stop replicas.",
          "Leave it running, delete it, or promote it first; a promoted replica does not come back"
              + " into the replication.");
    }
    if (!topology.replicas().isEmpty()) {
      return refuse(
          order,
          "cannot-be-stopped",
          "has the read replicas "
              + String.join(", ", topology.replicas())
              + ", and RDS does not stop an instance that has any.",
          "Leave it running, or delete or promote these replicas first.");
    }
    return engine.startsWith("sqlserver") && topology.multiAz()
        ? refuse(
            order,
            "cannot-be-stopped",
            "is a Multi-AZ SQL Server, and RDS does not stop such instances.",
            "Make it Single-AZ first, or leave it running.")
        : null;
  }

  private static @Nullable Check snapshot(Order order, Instance instance, String engine) {
    var source = instance.topology().replicaOf();
    return order.operation().equals("create_snapshot")
            && source != null
            && engine.startsWith("sqlserver")
        ? refuse(
            order,
            "replica-without-backups",
            "is a read replica of " + source + ", and RDS makes no backups of SQL Server replicas.",
            "Take the snapshot of " + source + '.')
        : null;
  }

  private static Check refuse(Order order, String code, String why, String nextStep) {
    return Check.refuse(code, order.identifier() + ' ' + why + " Nothing was done.", nextStep);
  }

  private Topologies() {}
}
