package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An instance on the simulated RDS. What is read of it may be a little behind. */
final class SimulatedInstance {
  /** How far a read may be behind. */
  static final Duration LAG = Duration.ofSeconds(3);

  private record View(Instant from, String status, String window) {}

  private record Told(Instant seenFrom, EventSight event) {}

  private record Taken(Instant seenFrom, Instant tagsFrom, SnapshotSight snapshot) {}

  final ResourceKey key;
  final String identifier;
  private final Map<String, Taken> snapshots = new HashMap<>();
  private final List<Told> events = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private final Timeline timeline;
  private String status = "available";
  private String window = "23:00-23:30";
  private @Nullable Instant deletedAt;

  SimulatedInstance(String identifier, Timeline timeline) {
    this.key =
        Instance.keyOf(
            "111122223333", "eu-central-1", "db-" + identifier.toUpperCase(java.util.Locale.ROOT));
    this.identifier = identifier;
    this.timeline = timeline;
    remember();
  }

  String status() {
    return status;
  }

  void status(String next) {
    status = next;
    remember();
  }

  void window(String next) {
    window = next;
    remember();
  }

  /** Whether it had another status then, or shortly before: as far as a read may be behind. */
  boolean wasOther(String wanted, Instant then) {
    var from = then.minus(LAG);
    var before =
        views.stream().filter(each -> !each.from().isAfter(from)).reduce((first, last) -> last);
    return Stream.concat(
            before.stream(),
            views.stream().filter(each -> each.from().isAfter(from) && !each.from().isAfter(then)))
        .anyMatch(each -> !each.status().equals(wanted));
  }

  /** For good. What was taken of it, and what was told, stays. */
  void delete() {
    if (deletedAt == null) {
      deletedAt = timeline.time();
    }
  }

  boolean isDeleted() {
    return deletedAt != null;
  }

  /** An event of this time by AWS's clock, which nobody sees before it is listed. */
  void event(Instant time, String message, String category, Instant seenFrom) {
    events.add(new Told(seenFrom, new EventSight(time, message, List.of(category))));
  }

  boolean hasSnapshot(String id) {
    return snapshots.containsKey(id);
  }

  void snapshot(SnapshotSight snapshot, Instant seenFrom, Instant tagsFrom) {
    snapshots.put(snapshot.id(), new Taken(seenFrom, tagsFrom, snapshot));
  }

  /** As it is listed: not at all at first, then without its tags. */
  @Nullable SnapshotSight snapshot(String id) {
    var taken = snapshots.get(id);
    if (taken == null || timeline.time().isBefore(taken.seenFrom())) {
      return null;
    }
    var all = taken.snapshot();
    return timeline.time().isBefore(taken.tagsFrom())
        ? new SnapshotSight(
            id, all.arn(), all.status(), all.percent(), all.resourceId(), all.createdAt(), Map.of())
        : all;
  }

  private void remember() {
    views.add(new View(timeline.time(), status, window));
  }

  /** What is listed of those that are not older than this by AWS's clock. */
  List<EventSight> events(Instant oldest) {
    return events.stream()
        .filter(told -> !timeline.time().isBefore(told.seenFrom()))
        .map(Told::event)
        .filter(event -> !event.time().isBefore(oldest))
        .sorted(Comparator.comparing(EventSight::time))
        .toList();
  }

  /** As it was so long ago, or null when it was not there any more. */
  @Nullable Instance seen(Duration ago) {
    var then = timeline.time().minus(ago);
    if (deletedAt != null && !deletedAt.isAfter(then)) {
      return null;
    }
    var view =
        views.stream()
            .filter(each -> !each.from().isAfter(then))
            .reduce((first, second) -> second)
            .orElse(views.getFirst());
    return new Instance(
        key,
        identifier,
        "arn:aws:rds:eu-central-1:111122223333:db:" + identifier,
        "postgres",
        "16.4",
        "db.t4g.medium",
        view.status(),
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows(view.window(), "sun:23:45-mon:00:15", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of("Environment", "development"),
        Map.of(),
        timeline.time());
  }
}
