package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.RunsOn.Clusters;
import dev.countersign.provider.operation.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** What only one operation is refused for; its class says so. */
  private static final Map<String, String> OF_THEIR_OWN =
      Map.ofEntries(
          Map.entry("stop_instance on replica", "cannot-be-stopped"),
          Map.entry("stop_instance on replica-of-cluster", "cannot-be-stopped"),
          Map.entry("stop_instance on oracle-replica", "cannot-be-stopped"),
          Map.entry("stop_instance on sqlserver-replica", "cannot-be-stopped"),
          Map.entry("stop_instance on source", "cannot-be-stopped"),
          Map.entry("stop_instance on source-of-cluster", "cannot-be-stopped"),
          Map.entry("stop_instance on sqlserver-multi-az", "cannot-be-stopped"),
          Map.entry("create_snapshot on sqlserver-replica", "replica-without-backups"));

  @Test
  void eachOperationGoesToTheInstancesThatTakeItAndToNoOthers() {
    for (var definition : Sample.definitions()) {
      for (var kind : KINDS) {
        assertEquals(
            expected(definition, kind.name()),
            verdict(definition, kind),
            () -> definition.name() + " on " + kind.name());
      }
    }
  }

  private static String expected(OperationDefinition operation, String kind) {
    var runsOn = operation.runsOn();
    var decides = runsOn.clusterDecides();
    return switch (kind) {
      case "docdb", "neptune" -> "engine-not-supported";
      case "custom" -> runsOn.rdsCustom() ? "clear" : "engine-not-supported";
      case "aurora" -> decides != null && decides.of() == Clusters.ANY ? "cluster-member" : "clear";
      case "multi-az-cluster" -> decides == null ? "clear" : "cluster-member";
      default -> OF_THEIR_OWN.getOrDefault(operation.name() + " on " + kind, "clear");
    };
  }

  private static String verdict(OperationDefinition definition, Kind kind) {
    var sample = Sample.taking(definition);
    kind.is().accept(sample);
    return switch (sample.preflight(Sample.order(definition))) {
      case Check.Clear _ -> "clear";
      case Check.Refuse(var fault) -> fault.code();
      case Check.Wait(var reason) -> reason;
    };
  }

  /** The kinds of instances that do not take it, by the code of the refusal, for the docs. */
  static Map<String, List<String>> refusals(OperationDefinition definition) {
    var refusals = new TreeMap<String, List<String>>();
    for (var kind : KINDS) {
      var verdict = verdict(definition, kind);
      if (!verdict.equals("clear")) {
        refusals.computeIfAbsent(verdict, code -> new ArrayList<>()).add(kind.name());
      }
    }
    return refusals;
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
