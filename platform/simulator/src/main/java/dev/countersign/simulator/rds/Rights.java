package dev.countersign.simulator.rds;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What IAM asks beyond the action itself on each of its resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html">Service
 *     authorization reference, dependent actions</a>
 */
final class Rights {
  static final String TAG = "rds:AddTagsToResource";

  private Rights() {}

  static List<Need> none(Call call, Region region) {
    return List.of();
  }

  /** Tags in a call that creates something are a call of their own. */
  static List<Need> taggedInstance(Call call, Region region) {
    return tagged(call, "db", "DBInstanceIdentifier");
  }

  static List<Need> taggedGroup(Call call, Region region) {
    return tagged(call, "pg", "DBParameterGroupName");
  }

  static List<Need> snapshot(Call call, Region region) {
    boolean tags = !call.form().list("Tags").isEmpty() || copied(call, region);
    return tags ? List.of(need(call, TAG, "snapshot", "DBSnapshotIdentifier")) : List.of();
  }

  /** A stop with a snapshot takes one, with the tags of an instance that copies them. */
  static List<Need> stop(Call call, Region region) {
    if (call.form().text("DBSnapshotIdentifier") == null) {
      return List.of();
    }
    return Stream.concat(
            Stream.of(
                need(call, "rds:CreateDBSnapshot", "db", "DBInstanceIdentifier"),
                need(call, "rds:CreateDBSnapshot", "snapshot", "DBSnapshotIdentifier")),
            snapshot(call, region).stream())
        .toList();
  }

  private static boolean copied(Call call, Region region) {
    return region
        .find(call.form().text("DBInstanceIdentifier", ""))
        .filter(instance -> instance.flag("CopyTagsToSnapshot"))
        .filter(instance -> !instance.list("TagList").isEmpty())
        .isPresent();
  }

  static List<Need> tagged(Call call, String type, String parameter) {
    return call.form().list("Tags").isEmpty()
        ? List.of()
        : List.of(need(call, TAG, type, parameter));
  }

  static Need need(Call call, String permission, String type, String parameter) {
    String name = call.form().text(parameter, "*").toLowerCase(Locale.ROOT);
    return new Need(
        permission, name.startsWith("arn:") ? name : call.scope().arn(type, name), Map.of());
  }
}
