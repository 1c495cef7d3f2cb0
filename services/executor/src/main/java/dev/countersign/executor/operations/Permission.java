package dev.countersign.executor.operations;

import java.util.List;

/**
 * What a role has to allow for an operation.
 *
 * @param kind of the resource, as in its ARN: {@code db}, {@code snapshot} or {@code pg}
 * @param actions for example {@code rds:RebootDBInstance}
 */
public record Permission(String kind, List<String> actions) {
  /** What looking takes, for every operation and for discovery. */
  public static final List<String> READS =
      List.of(
          "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots",
          "rds:DescribeEvents",
          "rds:ListTagsForResource");

  public Permission {
    actions = List.copyOf(actions);
  }

  static Permission onInstance(String... actions) {
    return new Permission("db", List.of(actions));
  }

  static Permission onSnapshot(String... actions) {
    return new Permission("snapshot", List.of(actions));
  }
}
