package dev.countersign.contracts.resource;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manual snapshot as discovery last saw it. Those that RDS makes by itself are not observed:
 * nobody may delete them.
 *
 * @param key with the snapshot's identifier, which another snapshot may bear after it is deleted
 * @param identifier the {@code DBSnapshotIdentifier} or {@code DBClusterSnapshotIdentifier}
 * @param arn the ARN
 * @param source the instance or cluster that it was taken of, which may be gone
 * @param sourceIdentifier what the source was called then
 * @param engine for example {@code postgres}
 * @param engineVersion for example {@code 16.4}
 * @param status the snapshot's {@code Status}
 * @param sizeGib the storage that was allocated when it was taken
 * @param encrypted whether it is encrypted
 * @param createdAt null until RDS has begun with it
 * @param tags as set on the snapshot
 * @param observedAt when the describe call answered
 */
@JsonDeserialize
public record Snapshot(
    ResourceKey key,
    String identifier,
    String arn,
    ResourceKey source,
    String sourceIdentifier,
    String engine,
    String engineVersion,
    String status,
    int sizeGib,
    boolean encrypted,
    @Nullable Instant createdAt,
    Map<String, String> tags,
    Instant observedAt)
    implements Resource {
  /** The kind in the key of a snapshot of an instance. */
  public static final String OF_INSTANCE = "rds:snapshot";

  /** The kind in the key of a snapshot of a cluster. */
  public static final String OF_CLUSTER = "rds:cluster-snapshot";

  public Snapshot {
    Resource.requireKind(key, source.kind().equals(Cluster.KIND) ? OF_CLUSTER : OF_INSTANCE);
    tags = Map.copyOf(tags);
  }

  /** A tag of every snapshot that an operation makes: which operation it was. */
  public static final String OPERATION_TAG = "countersign:operation";

  /** The key of a snapshot of this instance or cluster. */
  public static ResourceKey keyOf(ResourceKey source, String identifier) {
    var type = source.kind().equals(Cluster.KIND) ? "cluster-snapshot" : "snapshot";
    return new ResourceKey(source.account(), source.region(), "rds", type, identifier);
  }

  @Override
  public Snapshot seenAt(Instant time) {
    return new Snapshot(
        key,
        identifier,
        arn,
        source,
        sourceIdentifier,
        engine,
        engineVersion,
        status,
        sizeGib,
        encrypted,
        createdAt,
        tags,
        time);
  }
}
