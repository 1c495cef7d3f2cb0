package dev.countersign.contracts.resource;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.countersign.contracts.resource.Instance.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database cluster as discovery last saw it: Aurora's, or a Multi-AZ DB cluster.
 *
 * @param key with the {@code DbClusterResourceId}
 * @param identifier the {@code DBClusterIdentifier} that people use; not unique across accounts and
 *     regions
 * @param arn the ARN
 * @param engine for example {@code aurora-postgresql}, or {@code postgres} for a Multi-AZ cluster
 * @param engineVersion for example {@code 16.4}
 * @param engineMode {@code provisioned} or {@code serverless}, which is Serverless v1; null where
 *     RDS shows none
 * @param instanceClass of every member of a Multi-AZ cluster; null for Aurora, whose members have
 *     classes of their own
 * @param status the cluster's {@code Status}
 * @param members in the order that RDS shows; at most one is the writer
 * @param storage what all members share
 * @param windows daily backup and weekly maintenance windows, UTC
 * @param topology what it belongs to, and what depends on it
 * @param serverless the range of a cluster with Serverless v2 members; null for others
 * @param parameterGroup the name of the cluster's parameter group
 * @param tags as set on the cluster
 * @param pending {@code PendingModifiedValues} that are set, by their RDS names
 * @param observedAt when the describe call answered
 */
@JsonDeserialize
public record Cluster(
    ResourceKey key,
    String identifier,
    String arn,
    String engine,
    String engineVersion,
    @Nullable String engineMode,
    @Nullable String instanceClass,
    String status,
    List<Member> members,
    Storage storage,
    Windows windows,
    Topology topology,
    @Nullable Capacity serverless,
    String parameterGroup,
    Map<String, String> tags,
    Map<String, String> pending,
    Instant observedAt)
    implements Resource {
  /** The kind in its key. */
  public static final String KIND = "rds:cluster";

  public Cluster {
    Resource.requireKind(key, KIND);
    members = List.copyOf(members);
    tags = Map.copyOf(tags);
    pending = Map.copyOf(pending);
  }

  /** The key of the cluster with this {@code DbClusterResourceId}. */
  public static ResourceKey keyOf(String account, String region, String resourceId) {
    return new ResourceKey(account, region, "rds", "cluster", resourceId);
  }

  /** The member that takes writes; empty while none does. */
  public Optional<Member> writer() {
    return members.stream().filter(Member::writer).findFirst();
  }

  /** The members that only take reads. */
  public List<Member> readers() {
    return members.stream().filter(member -> !member.writer()).toList();
  }

  @Override
  public Cluster seenAt(Instant time) {
    return new Cluster(
        key,
        identifier,
        arn,
        engine,
        engineVersion,
        engineMode,
        instanceClass,
        status,
        members,
        storage,
        windows,
        topology,
        serverless,
        parameterGroup,
        tags,
        pending,
        time);
  }

  /**
   * One of its instances.
   *
   * @param identifier the {@code DBInstanceIdentifier}
   * @param writer false for a reader
   * @param promotionTier 0 to 15, the lowest is promoted first; null where there is none
   * @param parameterGroupStatus of the cluster's parameter group, for example {@code in-sync} or
   *     {@code pending-reboot}; null where RDS shows none
   */
  public record Member(
      String identifier,
      boolean writer,
      @Nullable Integer promotionTier,
      @Nullable String parameterGroupStatus) {}

  /**
   * @param encrypted whether it is encrypted at rest
   * @param type for example {@code aurora-iopt1} or {@code io1}; null for Aurora's standard
   * @param allocated GiB; null for Aurora, which grows by itself
   * @param iops provisioned IOPS of a Multi-AZ cluster; null where the type has none
   */
  public record Storage(
      boolean encrypted,
      @Nullable String type,
      @Nullable Integer allocated,
      @Nullable Integer iops) {}

  /**
   * @param multiAz whether its members are in several availability zones
   * @param deletionProtection as set
   * @param globalCluster the identifier of the global database that it is a member of, or null
   * @param replicaOf the replication source's identifier or ARN, or null
   * @param replicas identifiers or ARNs of read replicas
   */
  public record Topology(
      boolean multiAz,
      boolean deletionProtection,
      @Nullable String globalCluster,
      @Nullable String replicaOf,
      List<String> replicas) {
    public Topology {
      replicas = List.copyOf(replicas);
    }
  }

  /**
   * How far Serverless v2 members scale, in Aurora capacity units.
   *
   * @param minimum 0 where they may pause
   */
  public record Capacity(double minimum, double maximum) {}
}
