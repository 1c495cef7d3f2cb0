package dev.countersign.executor.sweep;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.cloud.Cloud.Listing;
import dev.countersign.executor.cloud.Cloud.Seen;
import dev.countersign.executor.cloud.Cloud.Snapshots;
import dev.countersign.executor.cloud.Cloud.SourcedEvent;
import dev.countersign.executor.cloud.UnreadableAnswer;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.Sight.Details;
import dev.countersign.executor.operations.Sight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The looks of one account in one region. On the loop only. */
final class Sweep {
  // A slow round must not hold up an operation that has just been called; more would not be shared.
  private static final int ROUNDS_AT_ONCE = 2;
  // An event counts only when it is newer than the intent, but for the clocks' difference.
  private static final Duration BEFORE_INTENT = Duration.ofMinutes(2);

  private final Place place;
  private final Cloud cloud;
  private final Loop loop;
  private final InstantSource clock;
  private final Rhythm rhythm;
  private final PriorityQueue<Watch> waiting =
      new PriorityQueue<>(Comparator.comparing(Watch::due, (a, b) -> Long.signum(a - b)));
  private int rounds;
  private int underWay;
  private boolean waking;
  private long wakesAt;

  private record Watch(Target target, long due, long earliest, CompletableFuture<Sight> sight) {
    boolean needsEvents() {
      return target.wanted().events() && target.settledWithoutEvents() == null;
    }
  }

  Sweep(Place place, Cloud cloud, Loop loop, InstantSource clock) {
    this.place = place;
    this.cloud = cloud;
    this.loop = loop;
    this.clock = clock;
    this.rhythm = new Rhythm(calls -> cloud.timeFor(place, calls), loop.nanos());
  }

  CompletableFuture<Sight> look(Target target, Duration in) {
    var now = loop.nanos();
    var watch =
        new Watch(target, now + in.toNanos(), now + in.toNanos() / 2, new CompletableFuture<>());
    waiting.add(watch);
    turn();
    return watch.sight();
  }

  /** Begins a round when somebody's time has come, or sees to it that it is begun then. */
  private void turn() {
    var first = waiting.peek();
    if (first == null || rounds >= ROUNDS_AT_ONCE) {
      return;
    }
    var now = loop.nanos();
    var next = rhythm.notBefore(first.due(), waiting.size() + underWay);
    if (next - now > 0) {
      wakeAt(next, now);
      return;
    }
    var round = waiting.stream().filter(watch -> watch.earliest() - now <= 0).toList();
    if (!round.isEmpty()) {
      waiting.removeIf(watch -> watch.earliest() - now <= 0);
      rounds++;
      underWay += round.size();
      rhythm.begins(now, round.size());
      round(round);
    }
  }

  private void wakeAt(long due, long now) {
    if (!waking || wakesAt - due > 0) {
      waking = true;
      wakesAt = due;
      loop.after(Duration.ofNanos(due - now), () -> woken(due));
    }
  }

  private void woken(long due) {
    if (due == wakesAt) {
      waking = false;
    }
    turn();
  }

  private void round(List<Watch> round) {
    try {
      look(round);
    } catch (RuntimeException e) {
      // A round that is never over would leave nobody here looked at again.
      over(round, e);
    }
  }

  private void over(List<Watch> round, @Nullable Throwable fault) {
    rounds--;
    underWay -= round.size();
    if (fault != null) {
      round.forEach(watch -> watch.sight().completeExceptionally(fault));
    }
    turn();
  }

  /** Events only for those who need them: they are the longest list, and grow with the fleet. */
  private void look(List<Watch> round) {
    var instances = cloud.instances(place, names(round)).toCompletableFuture();
    var snapshots = snapshots(round);
    var events = events(round.stream().filter(Watch::needsEvents).toList());
    CompletableFuture.allOf(instances, snapshots, events)
        .thenCompose(done -> {
          var listing = instances.join();
          var seen = new Round(byKey(listing.seen()), snapshots.join());
          var unsettled = new ArrayList<Watch>();
          round.forEach(watch -> {
            if (isUnreadable(watch, listing, seen)) {
              watch.sight().completeExceptionally(new UnreadableAnswer());
            } else if (watch.needsEvents()) {
              watch.sight().complete(seen.sight(watch, events.join(), clock.instant()));
            } else if (!settled(watch, seen)) {
              unsettled.add(watch);
            }
          });
          return events(unsettled)
              .thenAccept(more ->
                  unsettled.forEach(
                      watch -> watch.sight().complete(seen.sight(watch, more, clock.instant()))));
        })
        .whenComplete((done, fault) -> loop.execute(() -> over(round, fault)));
  }

  /** A record that does not say what it is about makes nothing gone that it may be about. */
  private static boolean isUnreadable(Watch watch, Listing listing, Round seen) {
    var target = watch.target();
    var snapshot = target.wanted().snapshotId();
    return (!seen.instances().containsKey(target.instance())
            && listing.mayHold(target.identifier()))
        || (snapshot != null
            && !seen.snapshots().whole()
            && snapshot(snapshot, seen.snapshots().seen()) == null);
  }

  private boolean settled(Watch watch, Round seen) {
    var settles = watch.target().settledWithoutEvents();
    var sight = seen.sight(watch, List.of(), clock.instant());
    return (settles == null || settles.test(sight)) && watch.sight().complete(sight);
  }

  /** What all of a round have been shown. */
  private record Round(Map<InstanceKey, Seen> instances, Snapshots snapshots) {
    Sight sight(Watch watch, List<SourcedEvent> events, Instant at) {
      var target = watch.target();
      var seen = instances.get(target.instance());
      var instance = seen == null ? null : seen.instance();
      return new Sight(
          instance,
          snapshot(target.wanted().snapshotId(), snapshots.seen()),
          seen == null ? Details.NONE : seen.details(),
          target.wanted().events() ? about(target, instance, events) : List.of(),
          at);
    }
  }

  private static Map<InstanceKey, Seen> byKey(List<Seen> instances) {
    return instances.stream()
        .collect(Collectors.toMap(seen -> seen.instance().key(), Function.identity(), (a, b) -> b));
  }

  private static Map<String, String> names(List<Watch> round) {
    return round.stream()
        .map(Watch::target)
        .collect(
            Collectors.toMap(
                target -> target.instance().resourceId(), Target::identifier, (a, b) -> b));
  }

  private CompletableFuture<Snapshots> snapshots(List<Watch> round) {
    var ids =
        round.stream()
            .map(watch -> watch.target().wanted().snapshotId())
            .filter(Objects::nonNull)
            // RDS keeps snapshot identifiers in lower case, whatever they were given in.
            .flatMap(id -> Stream.of(id, id.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    return ids.isEmpty()
        ? CompletableFuture.completedFuture(Snapshots.NONE)
        : cloud.snapshots(place, ids).toCompletableFuture();
  }

  private CompletableFuture<List<SourcedEvent>> events(List<Watch> wanting) {
    if (wanting.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    var since = wanting.stream().map(w -> w.target().since()).min(Instant::compareTo).orElseThrow();
    var back = Duration.between(since, clock.instant()).plus(BEFORE_INTENT);
    var names = wanting.stream().map(w -> w.target().identifier()).distinct().toList();
    return cloud
        .events(place, names.size() == 1 ? names.getFirst() : null, back.toMinutes() + 1)
        .toCompletableFuture();
  }

  private static @Nullable SnapshotSight snapshot(
      @Nullable String id, List<SnapshotSight> snapshots) {
    return id == null
        ? null
        : snapshots.stream().filter(s -> s.id().equalsIgnoreCase(id)).findFirst().orElse(null);
  }

  private static List<Sight.EventSight> about(
      Target target, @Nullable Instance instance, List<SourcedEvent> events) {
    var identifier = instance == null ? target.identifier() : instance.identifier();
    return events.stream()
        .filter(sourced -> sourced.identifier().equalsIgnoreCase(identifier))
        .map(SourcedEvent::event)
        .toList();
  }
}
