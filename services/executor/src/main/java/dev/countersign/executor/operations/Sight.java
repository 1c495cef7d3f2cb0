package dev.countersign.executor.operations;

import dev.countersign.contracts.instance.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look at RDS saw.
 *
 * @param instance the instance by its {@code DbiResourceId}, or null when there is none
 * @param snapshot the snapshot that was asked for, or null when there is none
 * @param events the instance's events as far back as was asked for, oldest first
 */
public record Sight(
    @Nullable Instance instance,
    @Nullable SnapshotSight snapshot,
    List<EventSight> events,
    Instant seenAt) {
  public Sight {
    events = List.copyOf(events);
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
