package dev.countersign.contracts.resource;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database instance as discovery last saw it.
 *
 * @param key with the {@code DbiResourceId}
 * @param identifier the {@code DBInstanceIdentifier} that people use; not unique across accounts
 *     and regions
 * @param arn the ARN
 * @param engine for example {@code postgres}
 * @param engineVersion for example {@code 16.4}
 * @param instanceClass for example {@code db.t4g.medium}
 * @param status the {@code DBInstanceStatus}
 * @param storage sizes in GiB
 * @param windows daily backup and weekly maintenance windows, UTC
 * @param topology what else depends on this instance
 * @param parameterGroups names of the attached parameter groups
 * @param tags as set on the instance
 * @param pending {@code PendingModifiedValues} that are set, by their RDS names
 * @param observedAt when the describe call answered
 */
@JsonDeserialize
public record Instance(
    ResourceKey key,
    String identifier,
    String arn,
    String engine,
    String engineVersion,
    String instanceClass,
    String status,
    Storage storage,
    Windows windows,
    Topology topology,
    List<String> parameterGroups,
    Map<String, String> tags,
    Map<String, String> pending,
    Instant observedAt)
    implements Resource {
  /** The kind in its key. */
  public static final String KIND = "rds:db";

  public Instance {
    Resource.requireKind(key, KIND);
    parameterGroups = List.copyOf(parameterGroups);
    tags = Map.copyOf(tags);
    pending = Map.copyOf(pending);
  }

  /** The key of the instance with this {@code DbiResourceId}. */
  public static ResourceKey keyOf(String account, String region, String resourceId) {
    return new ResourceKey(account, region, "rds", "db", resourceId);
  }

  @Override
  public @Nullable String cluster() {
    return topology.cluster();
  }

  @Override
  public Instance seenAt(Instant time) {
    return new Instance(
        key,
        identifier,
        arn,
        engine,
        engineVersion,
        instanceClass,
        status,
        storage,
        windows,
        topology,
        parameterGroups,
        tags,
        pending,
        time);
  }

  /**
   * @param type for example {@code gp3}
   * @param allocated GiB
   * @param maxAllocated GiB; null when storage autoscaling is off
   * @param iops provisioned IOPS; null where the type has none
   */
  public record Storage(
      String type, int allocated, @Nullable Integer maxAllocated, @Nullable Integer iops) {}

  /**
   * @param backup {@code hh:mm-hh:mm}
   * @param maintenance {@code ddd:hh:mm-ddd:hh:mm}
   * @param backupRetentionDays 0 when automated backups are off
   */
  public record Windows(String backup, String maintenance, int backupRetentionDays) {}

  /**
   * @param multiAz whether a standby exists
   * @param deletionProtection as set
   * @param cluster the Aurora or Multi-AZ cluster that it is a member of, or null
   * @param replicaOf the replication source's identifier, or null
   * @param replicas identifiers of read replicas
   */
  public record Topology(
      boolean multiAz,
      boolean deletionProtection,
      @Nullable String cluster,
      @Nullable String replicaOf,
      List<String> replicas) {
    public Topology {
      replicas = List.copyOf(replicas);
    }
  }
}
