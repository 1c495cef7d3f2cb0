package dev.countersign.rds.operations;

import org.jspecify.annotations.Nullable;

/**
 * What an operation has to see besides its cluster.
 *
 * @param snapshotId a cluster snapshot, or null
 * @param members whether its instances are needed
 * @param events whether the cluster's events are needed
 */
public record ClusterWanted(@Nullable String snapshotId, boolean members, boolean events) {
  /** The cluster and its events. */
  static final ClusterWanted EVENTS = new ClusterWanted(null, false, true);

  /** The cluster, its instances and its events. */
  static final ClusterWanted MEMBERS = new ClusterWanted(null, true, true);
}
