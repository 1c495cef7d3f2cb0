package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Clusters, their snapshots and parameter groups, and global clusters, in pages. */
final class ClusterDescribing {
  private ClusterDescribing() {}

  static Outcome clusters(Call call, Region region) {
    String identifier = call.form().text("DBClusterIdentifier");
    var filters =
        Filters.<Cluster>of(
            call.form(),
            Map.of(
                "db-cluster-id", cluster -> List.of(cluster.identifier(), cluster.arn()),
                "db-cluster-resource-id", cluster -> List.of(cluster.resourceId()),
                "clone-group-id", cluster -> List.of(),
                "domain", cluster -> List.of(),
                "engine", cluster -> List.of(cluster.engine())));
    List<Cluster> found =
        identifier == null ? region.clusters().all() : List.of(region.clusters().named(identifier));
    return Page.of(
        call,
        "DBClusters",
        found.stream().filter(filters).toList(),
        Cluster::identifier,
        cluster -> cluster.shown(region.members(cluster), call.now()));
  }

  static Outcome snapshots(Call call, Region region) {
    Form form = call.form();
    String identifier = form.text("DBClusterSnapshotIdentifier");
    String cluster = form.text("DBClusterIdentifier");
    String resource = form.text("DbClusterResourceId");
    String type = form.text("SnapshotType");
    if (identifier != null && cluster != null) {
      throw AwsError.invalidCombination(
          "DBClusterIdentifier and DBClusterSnapshotIdentifier cannot be used together.");
    }
    var filters =
        Filters.<ClusterSnapshot>of(
            form,
            Map.of(
                "db-cluster-id", snapshot -> List.of(snapshot.text("DBClusterIdentifier")),
                "db-cluster-snapshot-id", snapshot -> List.of(snapshot.identifier()),
                "snapshot-type", snapshot -> List.of(snapshot.text("SnapshotType")),
                "engine", snapshot -> List.of(snapshot.text("Engine"))));
    List<ClusterSnapshot> found =
        identifier == null
            ? region.clusters().snapshots()
            : List.of(
                region
                    .clusters()
                    .snapshot(
                        identifier,
                        // An automated one is only found by somebody who asks for its kind.
                        one -> one.visible(call.now()) && (one.manual() || type != null)));
    return Page.of(
        call,
        "DBClusterSnapshots",
        found.stream()
            .filter(snapshot -> snapshot.visible(call.now()))
            .filter(snapshot ->
                cluster == null
                    || snapshot
                        .text("DBClusterIdentifier")
                        .equals(Region.nameOf(cluster, "cluster")))
            .filter(snapshot ->
                resource == null || snapshot.text("DbClusterResourceId").equals(resource))
            .filter(snapshot -> type == null || snapshot.text("SnapshotType").equals(type))
            .filter(filters)
            .toList(),
        ClusterSnapshot::identifier,
        snapshot -> snapshot.shown(call.now()));
  }

  static Outcome groups(Call call, Region region) {
    String name = call.form().text("DBClusterParameterGroupName");
    return Page.of(
        call,
        "DBClusterParameterGroups",
        name == null
            ? region.clusters().groups()
            : List.of(region.clusters().group(name, "DBParameterGroupNotFound")),
        ParameterGroup::name,
        ParameterGroup::shown);
  }

  /** The global clusters that clusters of this region say they belong to. */
  static Outcome globals(Call call, Region region) {
    String wanted = call.form().text("GlobalClusterIdentifier");
    var globals = new TreeMap<String, List<Cluster>>();
    region.clusters().all().stream()
        .filter(Cluster::global)
        .filter(cluster ->
            wanted == null
                || wanted.toLowerCase(Locale.ROOT).equals(cluster.text("GlobalClusterIdentifier")))
        .forEach(cluster ->
            globals.merge(
                cluster.text("GlobalClusterIdentifier"),
                List.of(cluster),
                ClusterDescribing::both));
    if (wanted != null && globals.isEmpty()) {
      throw AwsError.missing(
          "GlobalClusterNotFoundFault", "Global cluster " + wanted + " not found.");
    }
    return Page.of(
        call,
        "GlobalClusters",
        List.copyOf(globals.entrySet()),
        Map.Entry::getKey,
        global -> shown(global.getKey(), global.getValue()));
  }

  private static List<Cluster> both(List<Cluster> some, List<Cluster> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Map<String, Object> shown(String name, List<Cluster> members) {
    Cluster one = members.getFirst();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("GlobalClusterIdentifier", name);
    shown.put("GlobalClusterArn", one.scope().global("global-cluster", name));
    shown.put("Status", "available");
    shown.put("Engine", one.engine());
    shown.put("EngineVersion", one.text("EngineVersion"));
    shown.put(
        "GlobalClusterMembers",
        members.stream()
            .map(member ->
                Map.of(
                    "DBClusterArn",
                    member.arn(),
                    "IsWriter",
                    // Where nobody says otherwise, it is the primary one.
                    !member.flag("_secondary"),
                    "Readers",
                    List.of()))
            .toList());
    return shown;
  }
}
