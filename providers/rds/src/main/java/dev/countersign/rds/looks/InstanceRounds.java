package dev.countersign.rds.looks;

import dev.countersign.contracts.decision.Classification.Inherited;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.Place;
import dev.countersign.provider.Target;
import dev.countersign.provider.UnreadableAnswer;
import dev.countersign.provider.Watch;
import dev.countersign.rds.looks.Describes.Clusters;
import dev.countersign.rds.looks.Describes.Instances;
import dev.countersign.rds.looks.Describes.Seen;
import dev.countersign.rds.looks.Describes.SeenCluster;
import dev.countersign.rds.looks.Describes.Snapshots;
import dev.countersign.rds.looks.Describes.Source;
import dev.countersign.rds.looks.Describes.SourcedEvent;
import dev.countersign.rds.operations.InstanceSight;
import dev.countersign.rds.operations.InstanceSight.Details;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import dev.countersign.rds.operations.Operations;
import dev.countersign.rds.operations.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One round of looks at the instances of a place for everybody who waits for one. Events are
 * fetched only for those who need them: they are the longest list, and grow with the fleet.
 */
final class InstanceRounds {
  // An event counts only when it is newer than the intent, but for the clocks' difference.
  private static final Duration BEFORE_INTENT = Duration.ofMinutes(2);

  private final Describes describes;
  private final InstantSource clock;

  InstanceRounds(Describes describes, InstantSource clock) {
    this.describes = describes;
    this.clock = clock;
  }

  /** Tells each watch its sight, as soon as its part is known. */
  CompletionStage<Void> look(Place place, List<Watch> round) {
    var instances = describes.instances(place, names(round)).toCompletableFuture();
    var clusters = clusters(place, round);
    var snapshots = snapshots(place, round);
    var events = events(place, round.stream().filter(InstanceRounds::needsEvents).toList());
    return CompletableFuture.allOf(instances, either(clusters), snapshots, events)
        .thenCompose(done -> {
          var listing = instances.join();
          var clustersSeen = clusters.isCompletedExceptionally() ? Clusters.NONE : clusters.join();
          var seen = new Round(byKey(listing.seen()), clustersSeen, snapshots.join());
          var unsettled = new ArrayList<Watch>();
          round.forEach(watch -> {
            if (clusters.isCompletedExceptionally() && inherited(watch.target()) != null) {
              watch.sight().completeExceptionally(clusters.exceptionNow());
            } else if (isUnreadable(watch.target(), listing, seen)) {
              watch.sight().completeExceptionally(new UnreadableAnswer());
            } else if (needsEvents(watch)) {
              watch.sight().complete(seen.sight(watch, events.join(), clock.instant()));
            } else if (!settled(watch, seen)) {
              unsettled.add(watch);
            }
          });
          return events(place, unsettled)
              .thenAccept(more ->
                  unsettled.forEach(
                      watch -> watch.sight().complete(seen.sight(watch, more, clock.instant()))));
        });
  }

  /** Whether clusters can be looked at is nothing to those who need none of them. */
  private static CompletableFuture<?> either(CompletableFuture<?> look) {
    return look.handle((_, _) -> look);
  }

  private static Wanted wanted(Target target) {
    return Operations.of(target.order()).wanted(target.order());
  }

  /** Whether the look cannot be judged without the instance's events, whatever else is seen. */
  private static boolean needsEvents(Watch watch) {
    return watch.target().accepted() == null && wanted(watch.target()).events();
  }

  /** A record that does not say what it is about makes nothing gone that it may be about. */
  private static boolean isUnreadable(Target target, Instances listing, Round seen) {
    var snapshot = wanted(target).snapshotId();
    return (!seen.instances().containsKey(target.order().instance())
            && listing.mayHold(target.order().identifier()))
        || (snapshot != null
            && !seen.snapshots().whole()
            && snapshot(snapshot, seen.snapshots().seen()) == null)
        || seen.isItsClusterUnreadable(target);
  }

  /** Tells it, where no events are needed for it. */
  private boolean settled(Watch watch, Round seen) {
    var target = watch.target();
    var accepted = target.accepted();
    var sight = seen.sight(watch, List.of(), clock.instant());
    return (accepted == null
            || Operations.of(target.order()).settledWithoutEvents(target.order(), accepted, sight))
        && watch.sight().complete(sight);
  }

  /** What all of a round have been shown. */
  private record Round(Map<ResourceKey, Seen> instances, Clusters clusters, Snapshots snapshots) {
    boolean isItsClusterUnreadable(Target target) {
      var inherited = inherited(target);
      return inherited != null
          && inheritedFrom(target) == null
          && clusters.mayHold(inherited.identifier());
    }

    private @Nullable Cluster inheritedFrom(Target target) {
      var inherited = inherited(target);
      return inherited == null
          ? null
          : clusters.seen().stream()
              .map(SeenCluster::cluster)
              .filter(cluster -> cluster.key().equals(inherited.resource()))
              .findFirst()
              .orElse(null);
    }

    InstanceSight sight(Watch watch, List<SourcedEvent> events, Instant at) {
      var target = watch.target();
      var wanted = wanted(target);
      var seen = instances.get(target.order().instance());
      var instance = seen == null ? null : seen.instance();
      return new InstanceSight(
          instance,
          snapshot(wanted.snapshotId(), snapshots.seen()),
          seen == null ? Details.NONE : seen.details(),
          wanted.events() ? about(target, instance, events) : List.of(),
          at,
          null,
          inheritedFrom(target));
    }
  }

  private static Map<ResourceKey, Seen> byKey(List<Seen> instances) {
    return instances.stream()
        .collect(Collectors.toMap(seen -> seen.instance().key(), Function.identity(), (a, b) -> b));
  }

  private static Map<String, String> names(List<Watch> round) {
    return round.stream()
        .map(watch -> watch.target().order())
        .collect(
            Collectors.toMap(
                order -> order.instance().id(), order -> order.identifier(), (a, b) -> b));
  }

  /** Before the call it has to be what it was when it was decided; later it does not matter. */
  private static @Nullable Inherited inherited(Target target) {
    return target.accepted() == null ? target.order().classification().inheritedFrom() : null;
  }

  private CompletableFuture<Clusters> clusters(Place place, List<Watch> round) {
    var names =
        round.stream()
            .map(watch -> inherited(watch.target()))
            .filter(Objects::nonNull)
            .collect(
                Collectors.toMap(
                    inherited -> inherited.resource().id(),
                    Inherited::identifier,
                    (one, another) -> another));
    return names.isEmpty()
        ? CompletableFuture.completedFuture(Clusters.NONE)
        : describes.clusters(place, names).toCompletableFuture();
  }

  private CompletableFuture<Snapshots> snapshots(Place place, List<Watch> round) {
    var ids =
        round.stream()
            .map(watch -> wanted(watch.target()).snapshotId())
            .filter(Objects::nonNull)
            // RDS keeps snapshot identifiers in lower case, whatever they were given in.
            .flatMap(id -> Stream.of(id, id.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    return ids.isEmpty()
        ? CompletableFuture.completedFuture(Snapshots.NONE)
        : describes.snapshots(place, ids).toCompletableFuture();
  }

  private CompletableFuture<List<SourcedEvent>> events(Place place, List<Watch> wanting) {
    if (wanting.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    var since = wanting.stream().map(w -> w.target().since()).min(Instant::compareTo).orElseThrow();
    var back = Duration.between(since, clock.instant()).plus(BEFORE_INTENT);
    var names = wanting.stream().map(w -> w.target().order().identifier()).distinct().toList();
    return describes
        .events(
            place,
            Source.INSTANCE,
            names.size() == 1 ? names.getFirst() : null,
            back.toMinutes() + 1)
        .toCompletableFuture();
  }

  private static @Nullable SnapshotSight snapshot(
      @Nullable String id, List<SnapshotSight> snapshots) {
    return id == null
        ? null
        : snapshots.stream().filter(s -> s.id().equalsIgnoreCase(id)).findFirst().orElse(null);
  }

  private static List<EventSight> about(
      Target target, @Nullable Instance instance, List<SourcedEvent> events) {
    var identifier = instance == null ? target.order().identifier() : instance.identifier();
    return events.stream()
        .filter(sourced -> sourced.identifier().equalsIgnoreCase(identifier))
        .map(SourcedEvent::event)
        .toList();
  }
}
