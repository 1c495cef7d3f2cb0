package dev.countersign.rds.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation has to see besides its instance.
 *
 * @param snapshotId a snapshot, or null
 * @param events whether the instance's events are needed
 */
public record Wanted(@Nullable String snapshotId, boolean events) {
  /** What looking takes, for every operation and for discovery. */
  public static final List<String> RIGHTS =
      List.of(
          "rds:DescribeDBClusterSnapshots",
          "rds:DescribeDBClusters",
          "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots",
          "rds:DescribeEvents",
          "rds:ListTagsForResource");

  /** The instance alone. */
  public static final Wanted INSTANCE = new Wanted(null, false);

  /** The instance and its events. */
  public static final Wanted WITH_EVENTS = new Wanted(null, true);
}
