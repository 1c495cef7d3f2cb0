package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The clusters of a region, their snapshots and their parameter groups. */
public final class Clusters {
  private final Scope scope;
  private final Map<String, Cluster> clusters = new TreeMap<>();
  private final Map<String, ClusterSnapshot> snapshots = new TreeMap<>();
  private final Map<String, ParameterGroup> groups = new TreeMap<>();

  Clusters(Scope scope) {
    this.scope = scope;
  }

  void store(Cluster cluster) {
    clusters.put(cluster.key(), cluster);
  }

  void store(ClusterSnapshot snapshot) {
    snapshots.put(snapshot.key(), snapshot);
  }

  void store(ParameterGroup group) {
    groups.put(group.key(), group);
  }

  void remove(Cluster cluster) {
    clusters.remove(cluster.key());
  }

  void remove(ClusterSnapshot snapshot) {
    snapshots.remove(snapshot.key());
  }

  void remove(ParameterGroup group) {
    groups.remove(group.key());
  }

  Stream<Resource> resources() {
    return Stream.of(clusters.values(), snapshots.values(), groups.values())
        .flatMap(Collection::stream);
  }

  void rescale(Pace before, Pace after, Instant now) {
    clusters.replaceAll((key, cluster) -> cluster.rescaled(before, after, now));
    snapshots.replaceAll((key, snapshot) -> snapshot.rescaled(before, after, now));
  }

  public List<Cluster> all() {
    return clusters.values().stream().sorted(Comparator.comparing(Cluster::identifier)).toList();
  }

  public Optional<Cluster> find(String identifierOrArn) {
    String identifier = Region.nameOf(identifierOrArn, "cluster");
    return clusters.values().stream()
        .filter(cluster -> cluster.identifier().equals(identifier))
        .findFirst();
  }

  public Cluster named(String identifierOrArn) {
    return find(identifierOrArn)
        .orElseThrow(() ->
            AwsError.missing(
                "DBClusterNotFoundFault",
                "DBCluster " + Region.nameOf(identifierOrArn, "cluster") + " not found."));
  }

  public List<ClusterSnapshot> snapshots() {
    return List.copyOf(snapshots.values());
  }

  Optional<ClusterSnapshot> findSnapshot(String identifierOrArn) {
    return Optional.ofNullable(snapshots.get(Region.nameOf(identifierOrArn, "cluster-snapshot")));
  }

  public ClusterSnapshot snapshot(String identifierOrArn) {
    return snapshot(identifierOrArn, snapshot -> true);
  }

  ClusterSnapshot snapshot(String identifierOrArn, Predicate<ClusterSnapshot> wanted) {
    return findSnapshot(identifierOrArn)
        .filter(wanted)
        .orElseThrow(() ->
            AwsError.missing(
                "DBClusterSnapshotNotFoundFault",
                "DBClusterSnapshot not found: "
                    + Region.nameOf(identifierOrArn, "cluster-snapshot")));
  }

  List<ParameterGroup> groups() {
    var all = new TreeMap<String, ParameterGroup>(groups);
    Engines.clusterFamilies()
        .forEach(
            family -> all.put("default." + family, ParameterGroup.ofFamily(scope, family, true)));
    return List.copyOf(all.values());
  }

  Optional<ParameterGroup> findGroup(String nameOrArn) {
    String wanted = Region.nameOf(nameOrArn, "cluster-pg");
    return groups().stream().filter(group -> group.name().equals(wanted)).findFirst();
  }

  /** The code differs between a group that is described and one that a cluster is to use. */
  ParameterGroup group(String nameOrArn, String code) {
    return findGroup(nameOrArn)
        .orElseThrow(() ->
            AwsError.missing(
                code,
                "DBClusterParameterGroup not found: " + Region.nameOf(nameOrArn, "cluster-pg")));
  }
}
