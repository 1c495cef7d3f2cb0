package dev.countersign.rds.operations;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Preflight;
import dev.countersign.provider.operation.Sighting;
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

/**
 * A sight of a cluster, to be made different from an ordinary one in as much as a test is about.
 */
final class ClusterSample {
  static final Instant INTENT = Instant.parse("2026-01-02T03:00:00Z");
  static final ResourceKey KEY = Cluster.keyOf("111122223333", "eu-central-1", "cluster-ABC");

  String engine = "aurora-postgresql";
  @Nullable String mode = "provisioned";
  String status = "available";
  String writer = "one";
  List<String> members = List.of("one", "two", "three");
  final Map<String, String> states = new HashMap<>();
  String backup = "01:00-02:00";
  String maintenance = "sun:03:00-sun:04:00";
  int retention = 7;
  boolean deletionProtection;
  @Nullable String globalCluster;
  @Nullable String replicaOf;
  boolean copiesTags;
  Map<String, String> tags = Map.of("Env", "dev");
  Map<String, String> pending = Map.of();
  @Nullable SnapshotSight snapshot;
  final List<EventSight> events = new ArrayList<>();
  Instant at = INTENT.plusSeconds(60);
  @Nullable Instant calmSince = INTENT;

  static ClusterSample of(Consumer<ClusterSample> change) {
    var sample = new ClusterSample();
    change.accept(sample);
    return sample;
  }

  /** The operations on clusters. */
  static List<OperationDefinition> definitions() {
    return OperationCatalogue.load().definitions().stream()
        .filter(definition -> definition.kind().equals(Cluster.KIND))
        .toList();
  }

  /** All members in this state, and the cluster itself. */
  ClusterSample all(String state) {
    status = state;
    members.forEach(member -> states.put(member, state));
    return this;
  }

  ClusterSample event(long seconds, String message, String category) {
    events.add(new EventSight(INTENT.plusSeconds(seconds), message, List.of(category)));
    return this;
  }

  ClusterSample snapshot(String id, String status, Map<String, String> tags) {
    snapshot =
        new SnapshotSight(id, "arn:" + id, status, 100, "cluster-ABC", INTENT.plusSeconds(5), tags);
    return this;
  }

  Cluster cluster() {
    return new Cluster(
        KEY,
        "shop",
        "arn",
        engine,
        "16.4",
        mode,
        null,
        status,
        members.stream()
            .map(member -> new Cluster.Member(member, member.equals(writer), 1, "in-sync"))
            .toList(),
        new Cluster.Storage(true, null, null, null),
        new Instance.Windows(backup, maintenance, retention),
        new Cluster.Topology(true, deletionProtection, globalCluster, replicaOf, List.of()),
        null,
        "default",
        tags,
        pending,
        at);
  }

  ClusterSight sight() {
    return new ClusterSight(
        cluster(),
        members.stream().map(this::member).toList(),
        snapshot,
        copiesTags,
        events,
        at,
        calmSince);
  }

  private Instance member(String name) {
    var member = new Sample();
    member.status = states.getOrDefault(name, "available");
    member.cluster = "shop";
    var instance = member.instance();
    return new Instance(
        Instance.keyOf("111122223333", "eu-central-1", "db-" + name),
        name,
        "arn",
        engine,
        "16.4",
        instance.instanceClass(),
        instance.status(),
        instance.storage(),
        instance.windows(),
        instance.topology(),
        List.of(),
        Map.of(),
        Map.of(),
        at);
  }

  static Order order(String operation, Map<String, Object> parameters) {
    return new Order(
        "op-1",
        operation,
        KEY,
        "shop",
        parameters,
        "ada",
        new Classification(
            Environment.DEVELOPMENT,
            "tag",
            "Env=dev",
            "shop",
            List.of("Env"),
            Map.of("Env", "dev")));
  }

  /** What somebody would ordinarily ask for. */
  static Order order(OperationDefinition definition) {
    return order(definition.name(), definition.examples().getFirst());
  }

  /** One that is in a state in which the operation runs, and has the snapshot that it may name. */
  static ClusterSample taking(OperationDefinition definition) {
    var sample = new ClusterSample();
    var runs = definition.runsOn().statuses();
    if (!runs.contains("any") && !runs.contains(sample.status)) {
      sample.all(new TreeSet<>(runs).getFirst());
    }
    if (sample.preflight(order(definition)) instanceof Check.Clear) {
      return sample;
    }
    var named = definition.examples().getFirst().get("snapshot_id");
    return named instanceof String id ? sample.snapshot(id, "available", Map.of()) : sample;
  }

  Check preflight(Order order) {
    return Preflight.check(
        Operations.ofCluster(order), Operations.definition(order), order, sight());
  }

  /** What preflight remembers of this. */
  Attempt before(Order order) {
    return preflight(order) instanceof Check.Clear clear
        ? attempt(clear.baseline())
        : attempt(Map.of());
  }

  static Attempt attempt(Map<String, String> baseline) {
    return new Attempt(1, "session", INTENT.plusSeconds(900), INTENT, baseline, null);
  }

  Sighting look(Order order, Attempt attempt) {
    return Operations.ofCluster(order).look(order, attempt, sight());
  }

  Finding probe(Order order, Attempt attempt) {
    return Operations.ofCluster(order).probe(order, attempt, sight());
  }
}
