package dev.countersign.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots are listed; null leaves a condition out.
 *
 * @param resource the key or ARN of what they were taken of; at most one of it, {@code instanceId}
 *     and {@code clusterId}
 * @param limit how many a page has, 500 at most
 */
public record SnapshotQuestion(
    @Nullable String resource,
    @Nullable String instanceId,
    @Nullable String clusterId,
    @Nullable String snapshotId,
    @Nullable String account,
    @Nullable String region,
    @Nullable Instant createdBefore,
    int limit) {

  /** All of them. */
  public static SnapshotQuestion any() {
    return new SnapshotQuestion(null, null, null, null, null, null, null, 500);
  }

  /** Those of one instance. */
  public static SnapshotQuestion ofInstance(String instanceId) {
    return new SnapshotQuestion(null, instanceId, null, null, null, null, null, 500);
  }

  /** Those of one cluster. */
  public static SnapshotQuestion ofCluster(String clusterId) {
    return new SnapshotQuestion(null, null, clusterId, null, null, null, null, 500);
  }
}
