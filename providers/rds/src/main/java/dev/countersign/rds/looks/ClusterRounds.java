package dev.countersign.rds.looks;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.Place;
import dev.countersign.provider.Target;
import dev.countersign.provider.UnreadableAnswer;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Order;
import dev.countersign.rds.looks.Describes.Clusters;
import dev.countersign.rds.looks.Describes.Instances;
import dev.countersign.rds.looks.Describes.Seen;
import dev.countersign.rds.looks.Describes.SeenCluster;
import dev.countersign.rds.looks.Describes.Snapshots;
import dev.countersign.rds.looks.Describes.Source;
import dev.countersign.rds.looks.Describes.SourcedEvent;
import dev.countersign.rds.operations.ClusterSight;
import dev.countersign.rds.operations.ClusterWanted;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import dev.countersign.rds.operations.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One round of looks at the clusters of a place, and at their members, for everybody who waits for
 * one. Events are fetched only for those who need them; see {@link InstanceRounds}.
 */
final class ClusterRounds {
  // An event counts only when it is newer than the intent, but for the clocks' difference.
  private static final Duration BEFORE_INTENT = Duration.ofMinutes(2);

  private final Describes describes;
  private final InstantSource clock;

  ClusterRounds(Describes describes, InstantSource clock) {
    this.describes = describes;
    this.clock = clock;
  }

  CompletionStage<Void> look(Place place, List<Watch> round) {
    // The members last: what they show is not older than what their cluster shows.
    var clusters = describes.clusters(place, names(round)).toCompletableFuture();
    var members = clusters.thenCompose(listing -> members(place, round, listing));
    var snapshots = snapshots(place, round);
    var events = events(place, round.stream().filter(ClusterRounds::needsEvents).toList());
    return CompletableFuture.allOf(members, snapshots, events)
        .thenCompose(done -> {
          var seen = new Round(clusters.join(), members.join(), snapshots.join());
          var unsettled = new ArrayList<Watch>();
          round.forEach(watch -> {
            if (seen.isUnreadable(watch.target())) {
              watch.sight().completeExceptionally(new UnreadableAnswer());
            } else if (needsEvents(watch)) {
              watch.sight().complete(seen.sight(watch.target(), events.join(), clock.instant()));
            } else if (!settled(watch, seen)) {
              unsettled.add(watch);
            }
          });
          return events(place, unsettled)
              .thenAccept(more ->
                  unsettled.forEach(watch ->
                      watch.sight().complete(seen.sight(watch.target(), more, clock.instant()))));
        });
  }

  private static ClusterWanted wanted(Target target) {
    return Operations.ofCluster(target.order()).wanted(target.order());
  }

  private static boolean needsEvents(Watch watch) {
    return watch.target().accepted() == null && wanted(watch.target()).events();
  }

  private boolean settled(Watch watch, Round seen) {
    var target = watch.target();
    var accepted = target.accepted();
    var sight = seen.sight(target, List.of(), clock.instant());
    return (accepted == null
            || Operations.ofCluster(target.order())
                .settledWithoutEvents(target.order(), accepted, sight))
        && watch.sight().complete(sight);
  }

  /** What all of a round have been shown. */
  private record Round(
      Map<ResourceKey, SeenCluster> clusters,
      Clusters listing,
      Instances members,
      Snapshots snapshots) {
    Round(Clusters listing, Instances members, Snapshots snapshots) {
      this(
          listing.seen().stream()
              .collect(
                  Collectors.toMap(seen -> seen.cluster().key(), Function.identity(), (a, b) -> b)),
          listing,
          members,
          snapshots);
    }

    /** A record that does not say what it is about makes nothing gone that it may be about. */
    boolean isUnreadable(Target target) {
      var wanted = wanted(target);
      var seen = clusters.get(target.order().instance());
      return (seen == null && listing.mayHold(target.order().identifier()))
          || (seen != null
              && wanted.members()
              && seen.cluster().members().stream()
                  .anyMatch(member ->
                      members.mayHold(member.identifier()) && !isSeen(member.identifier())))
          || (wanted.snapshotId() != null
              && !snapshots.whole()
              && snapshot(wanted.snapshotId()) == null);
    }

    private boolean isSeen(String member) {
      return members.seen().stream().anyMatch(one -> one.instance().identifier().equals(member));
    }

    ClusterSight sight(Target target, List<SourcedEvent> events, Instant at) {
      var wanted = wanted(target);
      var seen = clusters.get(target.order().instance());
      return new ClusterSight(
          seen == null ? null : seen.cluster(),
          seen == null ? List.of() : membersOf(seen.cluster().identifier()),
          snapshot(wanted.snapshotId()),
          seen != null && seen.copiesTags(),
          wanted.events() ? about(target.order(), seen, events) : List.of(),
          at);
    }

    private List<Instance> membersOf(String cluster) {
      return members.seen().stream()
          .map(Seen::instance)
          .filter(instance -> cluster.equals(instance.cluster()))
          .toList();
    }

    private @Nullable SnapshotSight snapshot(@Nullable String id) {
      return id == null
          ? null
          : snapshots.seen().stream()
              .filter(one -> one.id().equalsIgnoreCase(id))
              .findFirst()
              .orElse(null);
    }
  }

  private static Map<String, String> names(List<Watch> round) {
    return round.stream()
        .map(watch -> watch.target().order())
        .collect(Collectors.toMap(order -> order.instance().id(), Order::identifier, (a, b) -> b));
  }

  private CompletionStage<Instances> members(Place place, List<Watch> round, Clusters listing) {
    var wanting =
        round.stream()
            .filter(watch -> wanted(watch.target()).members())
            .map(watch -> watch.target().order().instance())
            .collect(Collectors.toSet());
    var clusters =
        listing.seen().stream()
            .map(SeenCluster::cluster)
            .filter(cluster -> wanting.contains(cluster.key()))
            .toList();
    return clusters.isEmpty()
        ? CompletableFuture.completedFuture(Instances.EMPTY)
        : describes.members(place, clusters);
  }

  private CompletableFuture<Snapshots> snapshots(Place place, List<Watch> round) {
    var ids =
        round.stream()
            .map(watch -> wanted(watch.target()).snapshotId())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return ids.isEmpty()
        ? CompletableFuture.completedFuture(Snapshots.NONE)
        : describes.clusterSnapshots(place, ids).toCompletableFuture();
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
            Source.CLUSTER,
            names.size() == 1 ? names.getFirst() : null,
            back.toMinutes() + 1)
        .toCompletableFuture();
  }

  private static List<EventSight> about(
      Order order, @Nullable SeenCluster seen, List<SourcedEvent> events) {
    var identifier = seen == null ? order.identifier() : seen.cluster().identifier();
    return events.stream()
        .filter(sourced -> sourced.identifier().equalsIgnoreCase(identifier))
        .map(SourcedEvent::event)
        .toList();
  }
}
