package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Timeline;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An instance or a cluster on the simulated RDS. What is read of it may be a little behind. */
abstract sealed class SimulatedResource permits SimulatedInstance, SimulatedCluster {
  /** How far a read may be behind. */
  static final Duration LAG = Duration.ofSeconds(3);

  /**
   * What was so from then on.
   *
   * @param writer of a cluster; empty of an instance
   */
  record View(Instant from, String status, String window, String writer) {}

  private record Told(Instant seenFrom, EventSight event) {}

  private record Taken(Instant seenFrom, Instant tagsFrom, SnapshotSight snapshot) {}

  final ResourceKey key;
  final String identifier;
  final Timeline timeline;
  private final Map<String, Taken> snapshots = new HashMap<>();
  private final List<Told> events = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private @Nullable Instant deletedAt;

  SimulatedResource(ResourceKey key, String identifier, String writer, Timeline timeline) {
    this.key = key;
    this.identifier = identifier;
    this.timeline = timeline;
    views.add(new View(timeline.time(), "available", "23:00-23:30", writer));
  }

  private View now() {
    return views.getLast();
  }

  String status() {
    return now().status();
  }

  void status(String next) {
    views.add(new View(timeline.time(), next, now().window(), now().writer()));
  }

  void window(String next) {
    views.add(new View(timeline.time(), now().status(), next, now().writer()));
  }

  String writer() {
    return now().writer();
  }

  void writer(String next) {
    views.add(new View(timeline.time(), now().status(), now().window(), next));
  }

  /** Whether it had another status then, or shortly before. */
  boolean wasOther(String wanted, Instant then) {
    return was(view -> !view.status().equals(wanted), then);
  }

  /** Whether this was so then, or shortly before: as far as a read may be behind. */
  boolean was(Predicate<View> so, Instant then) {
    var from = then.minus(LAG);
    var before =
        views.stream().filter(each -> !each.from().isAfter(from)).reduce((first, last) -> last);
    return Stream.concat(
            before.stream(),
            views.stream().filter(each -> each.from().isAfter(from) && !each.from().isAfter(then)))
        .anyMatch(so);
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
  @Nullable View view(Duration ago) {
    var then = timeline.time().minus(ago);
    if (deletedAt != null && !deletedAt.isAfter(then)) {
      return null;
    }
    return views.stream()
        .filter(each -> !each.from().isAfter(then))
        .reduce((first, second) -> second)
        .orElse(views.getFirst());
  }
}
