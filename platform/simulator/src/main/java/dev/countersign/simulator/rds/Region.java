package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that RDS keeps for one account in one region. Not safe for use by several threads: its
 * keeper has the lock.
 */
public final class Region {
  /** RDS tells of fourteen days; the bound keeps a small process small under a bench. */
  private static final Duration EVENTS_KEPT = Duration.ofDays(14);

  private static final int EVENTS_AT_MOST = 5_000;

  private final Scope scope;
  private final Map<String, Instance> instances = new TreeMap<>();
  private final Map<String, Snapshot> snapshots = new TreeMap<>();
  private final Map<String, ParameterGroup> groups = new TreeMap<>();
  private final Clusters clusters;
  private final ArrayList<Event> events = new ArrayList<>();

  public Region(Scope scope) {
    this.scope = scope;
    this.clusters = new Clusters(scope);
  }

  public Scope scope() {
    return scope;
  }

  public void store(Resource resource) {
    switch (resource) {
      case Instance instance -> instances.put(instance.key(), instance);
      case Snapshot snapshot -> snapshots.put(snapshot.key(), snapshot);
      case ParameterGroup group when group.ofClusters() -> clusters.store(group);
      case ParameterGroup group -> groups.put(group.key(), group);
      case Cluster cluster -> clusters.store(cluster);
      case ClusterSnapshot snapshot -> clusters.store(snapshot);
    }
  }

  public void remove(Resource resource) {
    switch (resource) {
      case Instance instance -> instances.remove(instance.key());
      case Snapshot snapshot -> snapshots.remove(snapshot.key());
      case ParameterGroup group when group.ofClusters() -> clusters.remove(group);
      case ParameterGroup group -> groups.remove(group.key());
      case Cluster cluster -> clusters.remove(cluster);
      case ClusterSnapshot snapshot -> clusters.remove(snapshot);
    }
  }

  public void add(Event event) {
    events.add(event);
    if (events.size() > EVENTS_AT_MOST) {
      events.sort(Comparator.comparing(Event::date));
      events.subList(0, EVENTS_AT_MOST / 10).clear();
    }
  }

  /** All that is kept, for writing down. */
  public Stream<Resource> resources() {
    return Stream.concat(
        Stream.of(instances.values(), snapshots.values(), groups.values())
            .flatMap(Collection::stream),
        clusters.resources());
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  /**
   * Lets everything land that is due. Returns what begins by itself then: a stopped instance or
   * cluster is started after seven days.
   */
  public Outcome settle(Instant now, Pace pace) {
    events.removeIf(event -> event.date().isBefore(now.minus(EVENTS_KEPT)));
    var outcome = Outcome.nothing();
    for (Instance instance : List.copyOf(instances.values())) {
      Instance settled = instance.at(now);
      if (settled.deleted()) {
        instances.remove(instance.key());
      } else if (settled != instance) {
        instances.put(instance.key(), settled);
      }
      Optional<Outcome> automatic =
          settled.deleted() ? Optional.empty() : Starting.automatic(settled, now, pace);
      if (automatic.isPresent()) {
        outcome = outcome.and(automatic.get());
      }
    }
    for (Cluster cluster : clusters.all()) {
      Cluster settled = cluster.at(now);
      if (settled.deleted()) {
        clusters.remove(settled);
        continue;
      }
      clusters.store(settled);
      outcome =
          ClusterStarting.automatic(settled, members(settled), now, pace)
              .map(outcome::and)
              .orElse(outcome);
    }
    return outcome;
  }

  /** Moves everything that lies ahead to where it lies under another pace. */
  public void rescale(Pace before, Pace after, Instant now) {
    instances.replaceAll((key, instance) -> instance.rescaled(before, after, now));
    snapshots.replaceAll((key, snapshot) -> snapshot.rescaled(before, after, now));
    clusters.rescale(before, after, now);
    events.replaceAll(event -> event.rescaled(before, after, now));
  }

  public List<Instance> instances() {
    return instances.values().stream().sorted(Comparator.comparing(Instance::identifier)).toList();
  }

  public Clusters clusters() {
    return clusters;
  }

  /** The instances of a cluster, by name. */
  public List<Instance> members(Cluster cluster) {
    return instances().stream()
        .filter(instance -> instance.cluster().equals(cluster.identifier()))
        .toList();
  }

  public Optional<Instance> find(String identifierOrArn) {
    String identifier = nameOf(identifierOrArn, "db");
    return instances.values().stream()
        .filter(instance -> instance.identifier().equals(identifier))
        .findFirst();
  }

  public Instance instance(String identifierOrArn) {
    return find(identifierOrArn)
        .orElseThrow(() ->
            AwsError.missing(
                "DBInstanceNotFound",
                "DBInstance " + nameOf(identifierOrArn, "db") + " not found."));
  }

  /** As DescribeDBInstances finds one: by its resource id, too. */
  Instance described(String identifierOrArnOrResourceId) {
    Instance byId = instances.get(identifierOrArnOrResourceId);
    return byId == null ? instance(identifierOrArnOrResourceId) : byId;
  }

  /** The tags of what an ARN names; none of what is not there. */
  Map<String, String> tagsOf(String arn) {
    String[] parts = arn.split(":", 7);
    if (parts.length != 7) {
      return Map.of();
    }
    Optional<Map<String, String>> found =
        switch (parts[5]) {
          case "db" -> find(parts[6]).map(Instance::attributes).map(Region::tags);
          case "snapshot" -> findSnapshot(parts[6]).map(Snapshot::attributes).map(Region::tags);
          case "cluster" -> clusters.find(parts[6]).map(Cluster::attributes).map(Region::tags);
          case "cluster-snapshot" ->
              clusters.findSnapshot(parts[6]).map(ClusterSnapshot::attributes).map(Region::tags);
          case "cluster-pg" -> clusters.findGroup(parts[6]).map(group -> Tags.byKey(group.tags()));
          case "pg" ->
              Optional.ofNullable(groups.get(parts[6])).map(group -> Tags.byKey(group.tags()));
          default -> Optional.empty();
        };
    return found.orElse(Map.of());
  }

  private static Map<String, String> tags(Map<String, Object> attributes) {
    return attributes.get("TagList") instanceof List<?> tags ? Tags.byKey(tags) : Map.of();
  }

  public List<Snapshot> snapshots() {
    return List.copyOf(snapshots.values());
  }

  public Optional<Snapshot> findSnapshot(String identifierOrArn) {
    return Optional.ofNullable(snapshots.get(nameOf(identifierOrArn, "snapshot")));
  }

  public Snapshot snapshot(String identifierOrArn) {
    return snapshot(identifierOrArn, snapshot -> true);
  }

  Snapshot snapshot(String identifierOrArn, Predicate<Snapshot> wanted) {
    return findSnapshot(identifierOrArn)
        .filter(wanted)
        .orElseThrow(() ->
            AwsError.missing(
                "DBSnapshotNotFound",
                "DBSnapshot not found: " + nameOf(identifierOrArn, "snapshot")));
  }

  public List<ParameterGroup> groups() {
    var all = new TreeMap<String, ParameterGroup>(groups);
    Engines.families()
        .forEach(
            family -> all.put("default." + family, ParameterGroup.ofFamily(scope, family, false)));
    return List.copyOf(all.values());
  }

  public ParameterGroup group(String name) {
    String wanted = nameOf(name, "pg");
    return groups().stream()
        .filter(group -> group.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            AwsError.missing("DBParameterGroupNotFound", "DBParameterGroup not found: " + wanted));
  }

  static String nameOf(String identifierOrArn, String type) {
    String marker = ":" + type + ":";
    int at = identifierOrArn.startsWith("arn:") ? identifierOrArn.indexOf(marker) : -1;
    return (at < 0 ? identifierOrArn : identifierOrArn.substring(at + marker.length()))
        .toLowerCase(Locale.ROOT);
  }
}
