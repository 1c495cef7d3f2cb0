package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.provider.operation.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each operation on clusters meets each kind of cluster. */
class ClusterTopologiesTest {
  private record Kind(String name, Consumer<ClusterSample> is) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("aurora-postgresql", s -> {}),
          new Kind("aurora-mysql", s -> s.engine = "aurora-mysql"),
          new Kind("multi-az-postgres", s -> s.engine = "postgres"),
          new Kind("serverless-v1", s -> s.mode = "serverless"),
          new Kind("global-member", s -> s.globalCluster = "world"),
          new Kind("replica", s -> s.replicaOf = "arn:other"),
          new Kind("without-readers", s -> s.members = List.of("one")),
          new Kind("docdb", s -> s.engine = "docdb"),
          new Kind("neptune", s -> s.engine = "neptune"));

  private static final Set<String> NOT_STOPPED =
      Set.of("multi-az-postgres", "serverless-v1", "global-member", "replica");

  @Test
  void eachOperationGoesToTheClustersThatTakeItAndToNoOthers() {
    for (var definition : ClusterSample.definitions()) {
      for (var kind : KINDS) {
        assertEquals(
            expected(definition.name(), kind.name()),
            verdict(definition, kind),
            () -> definition.name() + " on " + kind.name());
      }
    }
  }

  private static String expected(String operation, String kind) {
    if (Set.of("docdb", "neptune").contains(kind)) {
      return "engine-not-supported";
    }
    if (Set.of("stop_cluster", "start_cluster").contains(operation) && NOT_STOPPED.contains(kind)) {
      return "cannot-be-stopped";
    }
    return operation.equals("failover_cluster") && kind.equals("without-readers")
        ? "no-reader"
        : "clear";
  }

  private static String verdict(OperationDefinition definition, Kind kind) {
    var sample = ClusterSample.taking(definition);
    kind.is().accept(sample);
    return switch (sample.preflight(ClusterSample.order(definition))) {
      case Check.Clear _ -> "clear";
      case Check.Refuse(var fault) -> fault.code();
      case Check.Wait(var reason) -> reason;
    };
  }

  /** The kinds of clusters that do not take it, by the code of the refusal, for the docs. */
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
}
