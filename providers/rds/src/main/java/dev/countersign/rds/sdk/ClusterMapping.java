package dev.countersign.rds.sdk;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance.Windows;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.Place;
import dev.countersign.rds.looks.Describes.SeenCluster;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/** From the SDK's models of clusters to ours; see {@link Mapping}. */
final class ClusterMapping {
  /** Empty where RDS does not say which cluster it is. */
  static Optional<SeenCluster> cluster(Place place, DBCluster db, Instant seenAt) {
    var resourceId = Mapping.or(db.dbClusterResourceId());
    var identifier = Mapping.or(db.dbClusterIdentifier());
    return resourceId.isBlank() || resourceId.indexOf(':') >= 0 || identifier.isBlank()
        ? Optional.empty()
        : Optional.of(
            new SeenCluster(
                cluster(
                    Cluster.keyOf(place.account(), place.region(), resourceId),
                    identifier,
                    db,
                    seenAt),
                Boolean.TRUE.equals(db.copyTagsToSnapshot())));
  }

  private static Cluster cluster(ResourceKey key, String identifier, DBCluster db, Instant seenAt) {
    return new Cluster(
        key,
        identifier,
        Mapping.or(db.dbClusterArn()),
        Mapping.or(db.engine()),
        Mapping.or(db.engineVersion()),
        Mapping.blankToNull(db.engineMode()),
        Mapping.blankToNull(db.dbClusterInstanceClass()),
        Mapping.or(db.status()),
        Mapping.known(db.dbClusterMembers()).stream().map(ClusterMapping::member).toList(),
        storage(db),
        new Windows(
            Mapping.or(db.preferredBackupWindow()),
            Mapping.or(db.preferredMaintenanceWindow()),
            db.backupRetentionPeriod() == null ? 0 : db.backupRetentionPeriod()),
        new Cluster.Topology(
            Boolean.TRUE.equals(db.multiAZ()),
            Boolean.TRUE.equals(db.deletionProtection()),
            Mapping.blankToNull(db.globalClusterIdentifier()),
            Mapping.blankToNull(db.replicationSourceIdentifier()),
            Mapping.texts(db.readReplicaIdentifiers().stream())),
        capacity(db),
        Mapping.or(db.dbClusterParameterGroup()),
        Mapping.tags(db.tagList()),
        Mapping.pending(db.pendingModifiedValues()),
        seenAt);
  }

  private static Cluster.Member member(DBClusterMember member) {
    return new Cluster.Member(
        Mapping.or(member.dbInstanceIdentifier()),
        Boolean.TRUE.equals(member.isClusterWriter()),
        member.promotionTier(),
        Mapping.blankToNull(member.dbClusterParameterGroupStatus()));
  }

  /** Aurora's storage grows by itself: the size that RDS shows of it means nothing. */
  private static Cluster.Storage storage(DBCluster db) {
    var aurora = Mapping.or(db.engine()).startsWith("aurora");
    return new Cluster.Storage(
        Boolean.TRUE.equals(db.storageEncrypted()),
        Mapping.blankToNull(db.storageType()),
        aurora ? null : db.allocatedStorage(),
        db.iops());
  }

  private static Cluster.@Nullable Capacity capacity(DBCluster db) {
    var scaling = db.serverlessV2ScalingConfiguration();
    return scaling == null || scaling.minCapacity() == null || scaling.maxCapacity() == null
        ? null
        : new Cluster.Capacity(scaling.minCapacity(), scaling.maxCapacity());
  }

  /** Empty where RDS does not say which snapshot it is. */
  static Optional<SnapshotSight> snapshot(DBClusterSnapshot snapshot) {
    var id = Mapping.or(snapshot.dbClusterSnapshotIdentifier());
    return id.isBlank()
        ? Optional.empty()
        : Optional.of(
            new SnapshotSight(
                id,
                Mapping.or(snapshot.dbClusterSnapshotArn()),
                Mapping.or(snapshot.status()),
                snapshot.percentProgress() == null ? 0 : snapshot.percentProgress(),
                Mapping.or(snapshot.dbClusterResourceId()),
                snapshot.snapshotCreateTime(),
                Mapping.tags(snapshot.tagList())));
  }

  private ClusterMapping() {}
}
