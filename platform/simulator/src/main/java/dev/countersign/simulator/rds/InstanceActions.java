package dev.countersign.simulator.rds;

import java.util.List;

/** The actions on instances, and those that are not of clusters only. */
final class InstanceActions {
  static final List<Action> ALL =
      List.of(
          Actions.reads(
              "DescribeDBInstances",
              Actions.named("db", "DBInstanceIdentifier"),
              Describing::instances),
          Actions.reads(
              "DescribeDBSnapshots", InstanceActions::describedSnapshots, Describing::snapshots),
          Actions.reads("DescribeEvents", Actions.anything(), Describing::events),
          Actions.reads(
              "DescribeDBParameterGroups",
              Actions.named("pg", "DBParameterGroupName"),
              Describing::groups),
          Actions.reads(
              "DescribePendingMaintenanceActions",
              Actions.arn("ResourceIdentifier"),
              Maintenance::describe),
          Actions.reads("DescribeDBEngineVersions", Actions.anything(), Catalogue::engineVersions),
          Actions.reads(
              "DescribeOrderableDBInstanceOptions", Actions.anything(), Catalogue::orderable),
          Actions.reads("ListTagsForResource", Actions.arn("ResourceName"), Tagging::list),
          Actions.mutates("CreateDBInstance", InstanceActions::created, Creating::instance)
              .asking(Rights::taggedInstance),
          Actions.mutates(
              "ModifyDBInstance", Actions.named("db", "DBInstanceIdentifier"), Modifying::modify),
          Actions.mutates(
              "RebootDBInstance", Actions.named("db", "DBInstanceIdentifier"), Rebooting::reboot),
          Actions.mutates("StopDBInstance", InstanceActions::instanceAndSnapshot, Stopping::stop)
              .asking(Rights::stop),
          Actions.mutates(
              "StartDBInstance", Actions.named("db", "DBInstanceIdentifier"), Starting::start),
          Actions.mutates(
              "DeleteDBInstance", Actions.named("db", "DBInstanceIdentifier"), Deleting::instance),
          Actions.mutates(
                  "CreateDBSnapshot", InstanceActions::instanceAndSnapshot, Snapshots::create)
              .asking(Rights::snapshot),
          Actions.mutates(
              "DeleteDBSnapshot",
              Actions.named("snapshot", "DBSnapshotIdentifier"),
              Snapshots::delete),
          Actions.mutates("AddTagsToResource", Actions.arn("ResourceName"), Tagging::add),
          Actions.mutates("RemoveTagsFromResource", Actions.arn("ResourceName"), Tagging::remove),
          Actions.mutates(
                  "CreateDBParameterGroup",
                  Actions.named("pg", "DBParameterGroupName"),
                  Creating::group)
              .asking(Rights::taggedGroup),
          Actions.mutates(
              "ApplyPendingMaintenanceAction",
              Actions.arn("ResourceIdentifier"),
              Maintenance::apply));

  private InstanceActions() {}

  private static List<String> describedSnapshots(Call call, Region region) {
    String snapshot = call.form().text("DBSnapshotIdentifier");
    // Listing by instance is authorized on the instance, everything else on the snapshots.
    return List.of(
        snapshot == null && call.form().text("DBInstanceIdentifier") != null
            ? Actions.arn(call, "db", call.form().text("DBInstanceIdentifier"))
            : Actions.arn(call, "snapshot", snapshot));
  }

  /** The cluster, too, where the instance becomes a member of one. */
  private static List<String> created(Call call, Region region) {
    String instance = Actions.arn(call, "db", call.form().text("DBInstanceIdentifier"));
    String cluster = call.form().text("DBClusterIdentifier");
    return cluster == null
        ? List.of(instance)
        : List.of(instance, Actions.arn(call, "cluster", cluster));
  }

  /** The snapshot, too, where the call makes one. */
  private static List<String> instanceAndSnapshot(Call call, Region region) {
    String instance = Actions.arn(call, "db", call.form().text("DBInstanceIdentifier"));
    String snapshot = call.form().text("DBSnapshotIdentifier");
    return snapshot == null
        ? List.of(instance)
        : List.of(instance, Actions.arn(call, "snapshot", snapshot));
  }
}
