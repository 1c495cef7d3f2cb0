package dev.countersign.executor.sweep;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.Sight.Details;
import dev.countersign.executor.operations.Sight.SnapshotSight;
import dev.countersign.executor.rds.Reads;
import dev.countersign.executor.rds.Reads.Listing;
import dev.countersign.executor.rds.Reads.Seen;
import dev.countersign.executor.rds.Reads.Snapshots;
import dev.countersign.executor.rds.Reads.SourcedEvent;
import dev.countersign.executor.rds.UnreadableAnswer;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Vertx;
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

/** The looks of one account in one region. */
final class Sweep {
  // A slow round must not hold up an operation that has just been called; more would not be shared.
  private static final int ROUNDS_AT_ONCE = 2;
  // An event counts only when it is newer than the intent, but for the clocks' difference.
  private static final Duration BEFORE_INTENT = Duration.ofMinutes(2);
  private static final long NO_TIMER = -1;

  private final Place place;
  private final Reads reads;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Rhythm rhythm;
  private final PriorityQueue<Watch> waiting =
      new PriorityQueue<>(Comparator.comparing(Watch::due, (a, b) -> Long.signum(a - b)));
  private int rounds;
  private int underWay;
  private long timer = NO_TIMER;
  private long timerDue;

  private record Watch(Target target, long due, long earliest, CompletableFuture<Sight> sight) {
    boolean needsEvents() {
      return target.wanted().events() && target.settledWithoutEvents() == null;
    }
  }

  Sweep(Place place, Reads reads, Vertx vertx, InstantSource clock) {
    this.place = place;
    this.reads = reads;
    this.vertx = vertx;
    this.clock = clock;
    this.rhythm = new Rhythm(calls -> reads.timeFor(place, calls));
  }

  CompletableFuture<Sight> look(Target target, Duration in) {
    var now = System.nanoTime();
    var watch =
        new Watch(target, now + in.toNanos(), now + in.toNanos() / 2, new CompletableFuture<>());
    synchronized (this) {
      waiting.add(watch);
    }
    turn();
    return watch.sight();
  }

  /** Begins a round when somebody's time has come, or sets the timer for when it comes. */
  private void turn() {
    List<Watch> round;
    synchronized (this) {
      var first = waiting.peek();
      if (first == null || rounds >= ROUNDS_AT_ONCE) {
        return;
      }
      var now = System.nanoTime();
      var next = rhythm.notBefore(first.due(), waiting.size() + underWay);
      if (next - now > 0) {
        wakeAt(next, now);
        return;
      }
      round = waiting.stream().filter(watch -> watch.earliest() - now <= 0).toList();
      if (round.isEmpty()) {
        return;
      }
      waiting.removeIf(watch -> watch.earliest() - now <= 0);
      rounds++;
      underWay += round.size();
      rhythm.begins(now, round.size());
    }
    round(round);
  }

  private void wakeAt(long due, long now) {
    if (timer != NO_TIMER && timerDue - due <= 0) {
      return;
    }
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
    }
    timerDue = due;
    timer =
        vertx.setTimer(
            Math.max(1, Duration.ofNanos(due - now).toMillis()),
            fired -> {
              synchronized (this) {
                timer = NO_TIMER;
              }
              turn();
            });
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
    synchronized (this) {
      rounds--;
      underWay -= round.size();
    }
    if (fault != null) {
      round.forEach(watch -> watch.sight().completeExceptionally(fault));
    }
    turn();
  }

  /** Events only for those who need them: they are the longest list, and grow with the fleet. */
  private void look(List<Watch> round) {
    Metrics.counter("countersign.sweeps", "account", place.account(), "region", place.region())
        .increment();
    var instances = reads.instances(place, names(round));
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
        .whenComplete((done, fault) -> over(round, fault));
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
        : reads.snapshots(place, ids);
  }

  private CompletableFuture<List<SourcedEvent>> events(List<Watch> wanting) {
    if (wanting.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    var since = wanting.stream().map(w -> w.target().since()).min(Instant::compareTo).orElseThrow();
    var back = Duration.between(since, clock.instant()).plus(BEFORE_INTENT);
    var names = wanting.stream().map(w -> w.target().identifier()).distinct().toList();
    return reads.events(place, names.size() == 1 ? names.getFirst() : null, back.toMinutes() + 1);
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
