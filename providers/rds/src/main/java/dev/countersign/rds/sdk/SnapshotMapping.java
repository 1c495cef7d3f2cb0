package dev.countersign.rds.sdk;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.contracts.resource.Snapshot;
import dev.countersign.provider.Place;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** From the SDK's models of manual snapshots to what the inventory keeps; see {@link Mapping}. */
final class SnapshotMapping {
  /** Empty where RDS does not say which snapshot it is, or what it was taken of. */
  static Optional<Snapshot> of(Place place, DBSnapshot snapshot, Instant seenAt) {
    var source = Mapping.or(snapshot.dbiResourceId());
    return isNamed(snapshot.dbSnapshotIdentifier(), source)
        ? Optional.of(
            snapshot(
                Instance.keyOf(place.account(), place.region(), source),
                new Of(
                    snapshot.dbSnapshotIdentifier(),
                    Mapping.or(snapshot.dbSnapshotArn()),
                    Mapping.or(snapshot.dbInstanceIdentifier()),
                    Mapping.or(snapshot.engine()),
                    Mapping.or(snapshot.engineVersion()),
                    Mapping.or(snapshot.status()),
                    snapshot.allocatedStorage(),
                    snapshot.encrypted(),
                    snapshot.snapshotCreateTime()),
                Mapping.tags(snapshot.tagList()),
                seenAt))
        : Optional.empty();
  }

  /** The same of a cluster's. */
  static Optional<Snapshot> of(Place place, DBClusterSnapshot snapshot, Instant seenAt) {
    var source = Mapping.or(snapshot.dbClusterResourceId());
    return isNamed(snapshot.dbClusterSnapshotIdentifier(), source)
        ? Optional.of(
            snapshot(
                Cluster.keyOf(place.account(), place.region(), source),
                new Of(
                    snapshot.dbClusterSnapshotIdentifier(),
                    Mapping.or(snapshot.dbClusterSnapshotArn()),
                    Mapping.or(snapshot.dbClusterIdentifier()),
                    Mapping.or(snapshot.engine()),
                    Mapping.or(snapshot.engineVersion()),
                    Mapping.or(snapshot.status()),
                    snapshot.allocatedStorage(),
                    snapshot.storageEncrypted(),
                    snapshot.snapshotCreateTime()),
                Mapping.tags(snapshot.tagList()),
                seenAt))
        : Optional.empty();
  }

  /** What both have. */
  private record Of(
      String id,
      String arn,
      String sourceIdentifier,
      String engine,
      String engineVersion,
      String status,
      @Nullable Integer size,
      @Nullable Boolean encrypted,
      @Nullable Instant createdAt) {}

  private static Snapshot snapshot(
      ResourceKey source, Of seen, Map<String, String> tags, Instant seenAt) {
    return new Snapshot(
        Snapshot.keyOf(source, seen.id()),
        seen.id(),
        seen.arn(),
        source,
        seen.sourceIdentifier(),
        seen.engine(),
        seen.engineVersion(),
        seen.status(),
        seen.size() == null ? 0 : seen.size(),
        Boolean.TRUE.equals(seen.encrypted()),
        seen.createdAt(),
        tags,
        seenAt);
  }

  /** A colon would make a key that cannot be read back. */
  private static boolean isNamed(@Nullable String id, String source) {
    return id != null
        && !id.isBlank()
        && id.indexOf(':') < 0
        && !source.isBlank()
        && source.indexOf(':') < 0;
  }

  private SnapshotMapping() {}
}
