package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look at an instance saw.
 *
 * @param instance the instance by its {@code DbiResourceId}, or null when there is none
 * @param snapshot the snapshot that was asked for, or null when there is none
 * @param details what the inventory does not keep of the instance
 * @param events the instance's events as far back as was asked for, oldest first
 * @param calmSince since when every look has shown RDS doing nothing with it; null while RDS is at
 *     work, and for a look that stands alone
 * @param inheritedFrom the cluster that the order's classification names; null where it names none,
 *     and where that is not there
 */
public record InstanceSight(
    @Nullable Instance instance,
    @Nullable SnapshotSight snapshot,
    Details details,
    List<EventSight> events,
    Instant seenAt,
    @Nullable Instant calmSince,
    @Nullable Cluster inheritedFrom)
    implements RdsSight {
  public InstanceSight {
    events = List.copyOf(events);
  }

  /** A look that stands alone. */
  public InstanceSight(
      @Nullable Instance instance,
      @Nullable SnapshotSight snapshot,
      Details details,
      List<EventSight> events,
      Instant seenAt) {
    this(instance, snapshot, details, events, seenAt, null);
  }

  /** One whose environment was inherited from nothing. */
  public InstanceSight(
      @Nullable Instance instance,
      @Nullable SnapshotSight snapshot,
      Details details,
      List<EventSight> events,
      Instant seenAt,
      @Nullable Instant calmSince) {
    this(instance, snapshot, details, events, seenAt, calmSince, null);
  }

  /** A sight without details. */
  public InstanceSight(
      @Nullable Instance instance,
      @Nullable SnapshotSight snapshot,
      List<EventSight> events,
      Instant seenAt) {
    this(instance, snapshot, Details.NONE, events, seenAt);
  }

  @Override
  public @Nullable Instance resource() {
    return instance;
  }

  @Override
  public InstanceSight after(@Nullable Instant calm) {
    var since = calm == null ? seenAt : calm;
    return new InstanceSight(
        instance,
        snapshot,
        details,
        events,
        seenAt,
        instance != null && InstanceStates.atRest(instance.status()) ? since : null,
        inheritedFrom);
  }

  /** The instance, for whoever knows that there is one. */
  Instance present() {
    if (instance == null) {
      throw new IllegalStateException("looked at an instance that is not there");
    }
    return instance;
  }

  /**
   * What the inventory does not keep of an instance.
   *
   * @param storageThroughput MiB/s, or null where the storage type has none
   * @param parameterGroups the attached groups with their {@code ParameterApplyStatus}
   * @param availabilityZone where it runs, or null where RDS does not say
   * @param copyTagsToSnapshot whether RDS is told to copy its tags to its snapshots
   */
  public record Details(
      @Nullable Integer storageThroughput,
      Map<String, String> parameterGroups,
      @Nullable String availabilityZone,
      boolean copyTagsToSnapshot) {
    /** Nothing of it is known. */
    public static final Details NONE = new Details(null, Map.of(), null, false);

    public Details {
      parameterGroups = Map.copyOf(parameterGroups);
    }
  }

  /**
   * A snapshot.
   *
   * @param percent RDS's {@code PercentProgress}
   * @param createdAt absent while RDS has not set it
   */
  public record SnapshotSight(
      String id,
      String arn,
      String status,
      int percent,
      String resourceId,
      @Nullable Instant createdAt,
      Map<String, String> tags) {
    public SnapshotSight {
      tags = Map.copyOf(tags);
    }
  }

  /** One of RDS's events; they have no ids. */
  public record EventSight(Instant time, String message, List<String> categories) {
    public EventSight {
      categories = List.copyOf(categories);
    }
  }
}
