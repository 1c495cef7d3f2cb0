package dev.countersign.executor.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every operation on every kind of instance: nothing that RDS does not do there reaches it. */
class TopologiesTest {
  private record Kind(String name, Consumer<Sample> is) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("alone", s -> {}),
          new Kind("multi-az", s -> s.multiAz = true),
          new Kind("aurora", s -> member(s, "aurora-postgresql")),
          new Kind("multi-az-cluster", s -> member(s, "postgres")),
          new Kind("replica", s -> s.replicaOf = "main-db"),
          new Kind("replica-of-cluster", s -> s.replicaOf = "main-cluster"),
          new Kind("source", s -> s.replicas = List.of("copy-1")),
          new Kind("source-of-cluster", s -> s.replicas = List.of("copy-cluster")),
          new Kind("sqlserver", s -> s.engine = "sqlserver-se"),
          new Kind("sqlserver-multi-az", s -> sqlServer(s).multiAz = true),
          new Kind("sqlserver-replica", s -> sqlServer(s).replicaOf = "main-db"),
          new Kind("oracle", s -> s.engine = "oracle-ee"),
          new Kind("oracle-replica", s -> oracle(s).replicaOf = "main-db"),
          new Kind("db2", s -> s.engine = "db2-se"),
          new Kind("custom", s -> s.engine = "custom-sqlserver-se"),
          new Kind("docdb", s -> member(s, "docdb")),
          new Kind("neptune", s -> member(s, "neptune")));

  private static final Map<String, Map<String, Object>> PARAMETERS =
      Map.ofEntries(
          Map.entry("create_snapshot", Map.of("snapshot_id", "s1")),
          Map.entry("delete_snapshot", Map.of("snapshot_id", "s1")),
          Map.entry("reboot_instance", Map.of()),
          Map.entry("stop_instance", Map.of()),
          Map.entry("start_instance", Map.of()),
          Map.entry("modify_storage", Map.of("allocated_storage", 40)),
          Map.entry("enable_storage_autoscaling", Map.of("max_allocated_storage", 100)),
          Map.entry("modify_instance_class", Map.of("instance_class", "db.m7g.large")),
          Map.entry("modify_parameter_group", Map.of("parameter_group", "new")),
          Map.entry(
              "modify_maintenance_window", Map.of("maintenance_window", "mon:05:00-mon:06:00")),
          Map.entry("modify_backup_window", Map.of("backup_window", "05:00-06:00")),
          Map.entry("modify_backup_retention", Map.of("backup_retention_days", 14)),
          Map.entry("set_deletion_protection", Map.of("enabled", true)));

  @Test
  void eachOperationGoesToTheInstancesThatTakeItAndToNoOthers() {
    var names = new TreeSet<String>();
    for (var definition : OperationCatalogue.load().definitions()) {
      names.add(definition.name());
      for (var kind : KINDS) {
        assertEquals(
            expected(definition.name(), kind.name()),
            verdict(definition, kind),
            () -> definition.name() + " on " + kind.name());
      }
    }
    assertEquals(names, new TreeSet<>(PARAMETERS.keySet()));
  }

  private static String expected(String operation, String kind) {
    return switch (kind) {
      case "alone", "multi-az", "sqlserver", "oracle", "db2", "oracle-replica" ->
          kind.endsWith("-replica") && operation.equals("stop_instance")
              ? "cannot-be-stopped"
              : "clear";
      case "aurora" -> member(operation, false);
      case "multi-az-cluster" -> member(operation, true);
      case "replica", "replica-of-cluster", "source", "source-of-cluster", "sqlserver-multi-az" ->
          operation.equals("stop_instance") ? "cannot-be-stopped" : "clear";
      case "sqlserver-replica" ->
          switch (operation) {
            case "stop_instance" -> "cannot-be-stopped";
            case "create_snapshot" -> "replica-without-backups";
            default -> "clear";
          };
      case "custom" ->
          switch (operation) {
            case "create_snapshot",
                "delete_snapshot",
                "modify_backup_window",
                "modify_backup_retention",
                "modify_maintenance_window" ->
                "clear";
            default -> "engine-not-supported";
          };
      default -> "engine-not-supported";
    };
  }

  private static String member(String operation, boolean changedTogether) {
    return switch (operation) {
      case "reboot_instance", "delete_snapshot" -> "clear";
      case "modify_instance_class", "modify_parameter_group", "modify_maintenance_window" ->
          changedTogether ? "cluster-member" : "clear";
      default -> "cluster-member";
    };
  }

  private static String verdict(OperationDefinition definition, Kind kind) {
    var sample = Sample.of(kind.is());
    var operation = definition.name();
    if (operation.equals("start_instance")) {
      sample.status = "stopped";
    }
    if (operation.equals("delete_snapshot")) {
      sample.snapshot("s1", Map.of());
    }
    return switch (sample.preflight(
        Sample.order(operation, PARAMETERS.getOrDefault(operation, Map.of())))) {
      case Check.Clear _ -> "clear";
      case Check.Refuse(var fault) -> fault.code();
      case Check.Wait(var reason) -> reason;
    };
  }

  @Test
  void aMemberFailsOverWithItsClusterOnly() {
    var order = Sample.order("reboot_instance", Map.of("force_failover", true));
    for (var engine : List.of("aurora-mysql", "mysql")) {
      var sample = Sample.of(s -> member(s, engine));
      sample.multiAz = true;
      var refused = (Check.Refuse) sample.preflight(order);
      assertEquals("cluster-member", refused.fault().code());
    }
  }

  @Test
  void theAdviceOnReplicasIsWhatCanBeDone() {
    var stop = Sample.order("stop_instance", Map.of());
    var replica = (Check.Refuse) Sample.of(s -> s.replicaOf = "main-db").preflight(stop);
    assertTrue(replica.fault().nextStep().contains("promote"), replica::toString);
    var source = (Check.Refuse) Sample.of(s -> s.replicas = List.of("copy-1")).preflight(stop);
    assertTrue(source.fault().meaning().contains("copy-1"), source::toString);
    assertTrue(source.fault().nextStep().contains("delete or promote"), source::toString);
  }

  private static void member(Sample sample, String engine) {
    sample.engine = engine;
    sample.cluster = "orders";
  }

  private static Sample sqlServer(Sample sample) {
    sample.engine = "sqlserver-se";
    return sample;
  }

  private static Sample oracle(Sample sample) {
    sample.engine = "oracle-ee";
    return sample;
  }
}
