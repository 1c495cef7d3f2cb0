package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every action that is spoken here, by name. */
public final class Actions {
  private static final Map<String, Action> ALL =
      Stream.of(
              reads(
                  "DescribeDBInstances",
                  named("db", "DBInstanceIdentifier"),
                  Describing::instances),
              reads("DescribeDBSnapshots", Actions::describedSnapshots, Describing::snapshots),
              reads("DescribeEvents", anything(), Describing::events),
              reads(
                  "DescribeDBParameterGroups",
                  named("pg", "DBParameterGroupName"),
                  Describing::groups),
              reads(
                  "DescribePendingMaintenanceActions",
                  arn("ResourceIdentifier"),
                  Maintenance::describe),
              reads("DescribeDBEngineVersions", anything(), Catalogue::engineVersions),
              reads("DescribeOrderableDBInstanceOptions", anything(), Catalogue::orderable),
              reads("ListTagsForResource", arn("ResourceName"), Tagging::list),
              mutates("CreateDBInstance", named("db", "DBInstanceIdentifier"), Creating::instance)
                  .asking(Rights::taggedInstance),
              mutates("ModifyDBInstance", named("db", "DBInstanceIdentifier"), Modifying::modify),
              mutates("RebootDBInstance", named("db", "DBInstanceIdentifier"), Rebooting::reboot),
              mutates("StopDBInstance", Actions::instanceAndSnapshot, Stopping::stop)
                  .asking(Rights::stop),
              mutates("StartDBInstance", named("db", "DBInstanceIdentifier"), Starting::start),
              mutates("DeleteDBInstance", named("db", "DBInstanceIdentifier"), Deleting::instance),
              mutates("CreateDBSnapshot", Actions::instanceAndSnapshot, Snapshots::create)
                  .asking(Rights::snapshot),
              mutates(
                  "DeleteDBSnapshot", named("snapshot", "DBSnapshotIdentifier"), Snapshots::delete),
              mutates("AddTagsToResource", arn("ResourceName"), Tagging::add),
              mutates("RemoveTagsFromResource", arn("ResourceName"), Tagging::remove),
              mutates(
                      "CreateDBParameterGroup",
                      named("pg", "DBParameterGroupName"),
                      Creating::group)
                  .asking(Rights::taggedGroup),
              mutates(
                  "ApplyPendingMaintenanceAction", arn("ResourceIdentifier"), Maintenance::apply))
          .collect(Collectors.toUnmodifiableMap(Action::name, action -> action));

  private Actions() {}

  public static Action named(String name) {
    Action action = ALL.get(name);
    if (action == null) {
      throw AwsError.refused(
          "InvalidAction", "Could not find operation " + name + " for version 2014-10-31");
    }
    return action;
  }

  private static Action reads(
      String name,
      BiFunction<Call, Region, List<String>> resources,
      BiFunction<Call, Region, Outcome> effect) {
    return new Action(name, false, resources, Rights::none, effect);
  }

  private static Action mutates(
      String name,
      BiFunction<Call, Region, List<String>> resources,
      BiFunction<Call, Region, Outcome> effect) {
    return new Action(name, true, resources, Rights::none, effect);
  }

  private static BiFunction<Call, Region, List<String>> anything() {
    return (call, region) -> List.of("*");
  }

  private static BiFunction<Call, Region, List<String>> arn(String parameter) {
    return (call, region) -> List.of(call.form().text(parameter, "*"));
  }

  private static BiFunction<Call, Region, List<String>> named(String type, String parameter) {
    return (call, region) -> List.of(arn(call, type, call.form().text(parameter)));
  }

  private static List<String> describedSnapshots(Call call, Region region) {
    String snapshot = call.form().text("DBSnapshotIdentifier");
    // Listing by instance is authorized on the instance, everything else on the snapshots.
    return List.of(
        snapshot == null && call.form().text("DBInstanceIdentifier") != null
            ? arn(call, "db", call.form().text("DBInstanceIdentifier"))
            : arn(call, "snapshot", snapshot));
  }

  /** The snapshot, too, where the call makes one. */
  private static List<String> instanceAndSnapshot(Call call, Region region) {
    String instance = arn(call, "db", call.form().text("DBInstanceIdentifier"));
    String snapshot = call.form().text("DBSnapshotIdentifier");
    return snapshot == null
        ? List.of(instance)
        : List.of(instance, arn(call, "snapshot", snapshot));
  }

  private static String arn(Call call, String type, @Nullable String name) {
    if (name != null && name.startsWith("arn:")) {
      return name;
    }
    return call.scope().arn(type, name == null ? "*" : name.toLowerCase(Locale.ROOT));
  }
}
