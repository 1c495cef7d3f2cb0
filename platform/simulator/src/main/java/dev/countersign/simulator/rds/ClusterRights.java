package dev.countersign.simulator.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What IAM asks about a call on a cluster beyond the action itself on each of its resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html">Service
 *     authorization reference, dependent actions</a>
 */
final class ClusterRights {
  private ClusterRights() {}

  static List<Need> created(Call call, Region region) {
    return Rights.tagged(call, "cluster", "DBClusterIdentifier");
  }

  static List<Need> taggedGroup(Call call, Region region) {
    return Rights.tagged(call, "cluster-pg", "DBClusterParameterGroupName");
  }

  static List<Need> snapshot(Call call, Region region) {
    return tagged(call, region, "DBClusterSnapshotIdentifier");
  }

  /** Each of the instances is rebooted, too. */
  static List<Need> rebooted(Call call, Region region) {
    return members(call, region).stream()
        .map(member -> new Need("rds:RebootDBInstance", member.arn(), Map.of()))
        .toList();
  }

  /** A final snapshot is a snapshot, and the instances of a Multi-AZ DB cluster go with it. */
  static List<Need> deleted(Call call, Region region) {
    var needs = new ArrayList<Need>();
    if (call.form().text("FinalDBSnapshotIdentifier") != null) {
      String create = "rds:CreateDBClusterSnapshot";
      needs.add(Rights.need(call, create, "cluster", "DBClusterIdentifier"));
      needs.add(Rights.need(call, create, "cluster-snapshot", "FinalDBSnapshotIdentifier"));
      needs.addAll(tagged(call, region, "FinalDBSnapshotIdentifier"));
    }
    members(call, region)
        .forEach(member -> needs.add(new Need("rds:DeleteDBInstance", member.arn(), Map.of())));
    return needs;
  }

  private static List<Instance> members(Call call, Region region) {
    return region.clusters().find(call.form().text("DBClusterIdentifier", "")).stream()
        .filter(cluster -> !cluster.aurora())
        .flatMap(cluster -> region.members(cluster).stream())
        .toList();
  }

  private static List<Need> tagged(Call call, Region region, String snapshot) {
    boolean copied =
        region
            .clusters()
            .find(call.form().text("DBClusterIdentifier", ""))
            .filter(cluster -> cluster.flag("CopyTagsToSnapshot"))
            .filter(cluster -> !cluster.list("TagList").isEmpty())
            .isPresent();
    return copied || !call.form().list("Tags").isEmpty()
        ? List.of(Rights.need(call, Rights.TAG, "cluster-snapshot", snapshot))
        : List.of();
  }
}
