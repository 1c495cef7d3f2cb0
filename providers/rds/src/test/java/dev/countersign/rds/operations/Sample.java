package dev.countersign.rds.operations;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Preflight;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.Details;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sight to be made different from an ordinary one in as much as a test is about. */
final class Sample {
  static final Instant INTENT = Instant.parse("2026-01-02T03:00:00Z");
  static final ResourceKey KEY = ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC");

  String engine = "postgres";
  String instanceClass = "db.t4g.medium";
  String status = "available";
  int allocated = 20;
  String storageType = "gp3";
  @Nullable Integer maxAllocated;
  @Nullable Integer iops;
  @Nullable Integer throughput;
  String backup = "01:00-02:00";
  String maintenance = "sun:03:00-sun:04:00";
  int retention = 7;
  boolean multiAz;
  boolean deletionProtection;
  @Nullable String cluster;
  @Nullable String replicaOf;
  List<String> replicas = List.of();
  String group = "old";
  String groupStatus = "in-sync";
  @Nullable String zone = "eu-central-1a";
  boolean copyTags;
  Map<String, String> tags = new HashMap<>(Map.of("Env", "dev"));
  Map<String, String> pending = Map.of();
  @Nullable SnapshotSight snapshot;
  final List<EventSight> events = new ArrayList<>();
  Instant at = INTENT.plusSeconds(60);
  @Nullable Instant calmSince = INTENT;

  /** The operations on instances. */
  static List<OperationDefinition> definitions() {
    return OperationCatalogue.load().definitions().stream()
        .filter(definition -> definition.kind().equals(Instance.KIND))
        .toList();
  }

  static Sample of(Consumer<Sample> change) {
    var sample = new Sample();
    change.accept(sample);
    return sample;
  }

  Sample restarted() {
    events.add(
        new EventSight(INTENT.plusSeconds(5), "DB instance restarted", List.of("availability")));
    return this;
  }

  Sample snapshot(String id, Map<String, String> tags) {
    snapshot =
        new SnapshotSight(id, "arn:" + id, "available", 100, "db-ABC", INTENT.plusSeconds(5), tags);
    return this;
  }

  Instance instance() {
    return new Instance(
        KEY,
        "db-1",
        "arn",
        engine,
        "16.4",
        instanceClass,
        status,
        new Instance.Storage(storageType, allocated, maxAllocated, iops),
        new Instance.Windows(backup, maintenance, retention),
        new Instance.Topology(multiAz, deletionProtection, cluster, replicaOf, replicas),
        List.of(group),
        tags,
        pending,
        at);
  }

  InstanceSight sight() {
    return new InstanceSight(
        instance(),
        snapshot,
        new Details(throughput, Map.of(group, groupStatus), zone, copyTags),
        events,
        at,
        calmSince);
  }

  static Order order(String operation, Map<String, Object> parameters) {
    return new Order(
        "op-1",
        operation,
        KEY,
        "db-1",
        parameters,
        "ada",
        new Classification(
            Environment.DEVELOPMENT,
            "tag",
            "Env=dev",
            "db-1",
            List.of("Env"),
            Map.of("Env", "dev")));
  }

  /** What somebody would ordinarily ask for. */
  static Order order(OperationDefinition definition) {
    return order(definition.name(), definition.examples().getFirst());
  }

  /** One that is in a state in which the operation runs, and has the snapshot that it may name. */
  static Sample taking(OperationDefinition definition) {
    var sample = new Sample();
    if (!definition.runsOn().fits(sample.status)) {
      sample.status = new TreeSet<>(definition.runsOn().statuses()).getFirst();
    }
    if (sample.preflight(order(definition)) instanceof Check.Clear) {
      return sample;
    }
    var named = definition.examples().getFirst().get("snapshot_id");
    return named instanceof String id ? sample.snapshot(id, Map.of()) : sample;
  }

  static Attempt attempt(Map<String, String> baseline) {
    return new Attempt(1, "session", INTENT.plusSeconds(900), INTENT, baseline, null);
  }

  /** What preflight remembers of this. */
  Attempt before(Order order) {
    return preflight(order) instanceof Check.Clear clear
        ? attempt(clear.baseline())
        : attempt(Map.of());
  }

  Check preflight(Order order) {
    return check(order, sight());
  }

  static Check check(Order order, InstanceSight sight) {
    return Preflight.check(Operations.of(order), Operations.definition(order), order, sight);
  }

  Sighting look(Order order, Attempt attempt) {
    return Operations.of(order).look(order, attempt, sight());
  }
}
