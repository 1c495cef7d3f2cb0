package dev.countersign.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manual snapshot of an instance or a cluster, as discovery saw it last.
 *
 * @param snapshotId as {@code delete_snapshot} and {@code delete_cluster_snapshot} take it
 * @param type {@code rds:snapshot} or {@code rds:cluster-snapshot}
 * @param environment of what it was taken of, as policy said last; null where it never had to
 * @param sizeGib the storage that was allocated when it was taken
 * @param createdAt null until RDS has begun with it
 * @param createdBy null where no operation of Countersign is known to have made it
 */
public record Snapshot(
    String snapshotId,
    String key,
    String type,
    String arn,
    String account,
    String region,
    TakenOf takenOf,
    @Nullable String environment,
    String engine,
    String engineVersion,
    String status,
    int sizeGib,
    boolean encrypted,
    @Nullable Instant createdAt,
    @Nullable CreatedBy createdBy,
    Map<String, String> tags,
    Instant observedAt,
    Map<String, String> links) {

  /**
   * The instance or cluster.
   *
   * @param identifier as it was called then
   * @param inInventory false where it is gone: then no operation can be done to it, and none
   *     deletes the snapshot
   */
  public record TakenOf(String key, String type, String identifier, boolean inInventory) {}

  /** An operation, and who asked for it. */
  public record CreatedBy(String operationId, Operation.Requester requester) {}
}
