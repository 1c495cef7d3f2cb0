package dev.countersign.simulator.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The actions on clusters. */
final class ClusterActions {
  static final List<Action> ALL =
      List.of(
          Actions.reads("DescribeDBClusters", cluster(), ClusterDescribing::clusters),
          Actions.reads(
              "DescribeDBClusterSnapshots",
              ClusterActions::describedSnapshots,
              ClusterDescribing::snapshots),
          Actions.reads(
              "DescribeDBClusterParameterGroups",
              Actions.named("cluster-pg", "DBClusterParameterGroupName"),
              ClusterDescribing::groups),
          Actions.reads(
              "DescribeGlobalClusters", ClusterActions::described, ClusterDescribing::globals),
          Actions.mutates(
                  "CreateDBCluster", ClusterActions::clusterAndGroup, ClusterCreating::cluster)
              .asking(ClusterRights::created),
          Actions.mutates(
              "ModifyDBCluster", ClusterActions::clusterAndGroup, ClusterModifying::modify),
          Actions.mutates("FailoverDBCluster", cluster(), ClusterFailover::failover),
          Actions.mutates("StopDBCluster", cluster(), ClusterStopping::stop),
          Actions.mutates("StartDBCluster", cluster(), ClusterStarting::start),
          Actions.mutates("RebootDBCluster", cluster(), ClusterRebooting::reboot)
              .asking(ClusterRights::rebooted),
          Actions.mutates("DeleteDBCluster", ClusterActions::deleted, ClusterDeleting::cluster)
              .asking(ClusterRights::deleted),
          Actions.mutates(
                  "CreateDBClusterSnapshot",
                  ClusterActions::clusterAndSnapshot,
                  ClusterSnapshots::create)
              .asking(ClusterRights::snapshot),
          Actions.mutates(
              "DeleteDBClusterSnapshot",
              Actions.named("cluster-snapshot", "DBClusterSnapshotIdentifier"),
              ClusterSnapshots::delete),
          Actions.mutates(
                  "CreateDBClusterParameterGroup",
                  Actions.named("cluster-pg", "DBClusterParameterGroupName"),
                  ClusterCreating::group)
              .asking(ClusterRights::taggedGroup));

  private ClusterActions() {}

  private static BiFunction<Call, Region, List<String>> cluster() {
    return Actions.named("cluster", "DBClusterIdentifier");
  }

  private static String cluster(Call call) {
    return Actions.arn(call, "cluster", call.form().text("DBClusterIdentifier"));
  }

  private static List<String> with(Call call, String type, String parameter) {
    var all = new ArrayList<String>();
    all.add(cluster(call));
    String name = call.form().text(parameter);
    if (name != null) {
      all.add(Actions.arn(call, type, name));
    }
    return all;
  }

  private static List<String> clusterAndGroup(Call call, Region region) {
    return with(call, "cluster-pg", "DBClusterParameterGroupName");
  }

  private static List<String> clusterAndSnapshot(Call call, Region region) {
    return with(call, "cluster-snapshot", "DBClusterSnapshotIdentifier");
  }

  private static List<String> deleted(Call call, Region region) {
    return with(call, "cluster-snapshot", "FinalDBSnapshotIdentifier");
  }

  private static List<String> describedSnapshots(Call call, Region region) {
    String snapshot = call.form().text("DBClusterSnapshotIdentifier");
    return List.of(
        snapshot == null && call.form().text("DBClusterIdentifier") != null
            ? cluster(call)
            : Actions.arn(call, "cluster-snapshot", snapshot));
  }

  private static List<String> described(Call call, Region region) {
    String name = call.form().text("GlobalClusterIdentifier", "*");
    return List.of(call.scope().global("global-cluster", name));
  }
}
