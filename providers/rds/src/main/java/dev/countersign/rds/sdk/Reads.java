package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsClients;
import dev.countersign.aws.AwsCredentials;
import dev.countersign.aws.AwsFaults;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Snapshot;
import dev.countersign.provider.Place;
import dev.countersign.provider.Surroundings;
import dev.countersign.rds.looks.Describes;
import dev.countersign.rds.looks.Describes.Clusters;
import dev.countersign.rds.looks.Describes.Instances;
import dev.countersign.rds.looks.Describes.Snapshots;
import dev.countersign.rds.looks.Describes.SourcedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.SourceType;

/** Looks at RDS, page by page. A look that fails is repeated by whoever wanted it. */
final class Reads implements Describes {
  private static final int PAGE = 100;
  private static final long LONGEST_MINUTES = Duration.ofDays(14).toMinutes();
  // Beyond this a filter is longer than the list that it saves.
  private static final int LONGEST_FILTER = 100;

  private final AwsClients<RdsAsyncClient> clients;
  private final Surroundings with;
  private final InstantSource clock;
  private final UnreadableRecords unreadable = new UnreadableRecords();
  // How many there were when everything was listed last.
  private final ConcurrentHashMap<Place, Integer> sizes = new ConcurrentHashMap<>();
  // Where listing was refused last. Whoever lists everything finds out when it is permitted again.
  private final Set<Place> oneByOne = ConcurrentHashMap.newKeySet();
  private final Set<Place> clustersOneByOne = ConcurrentHashMap.newKeySet();

  Reads(AwsClients<RdsAsyncClient> clients, Surroundings with) {
    this.clients = clients;
    this.with = with;
    this.clock = with.transport().clock();
  }

  /** Every instance of the place. Fails where listing is not permitted. */
  public CompletableFuture<Instances> all(Place place) {
    return listed(place, List.of())
        .whenComplete((listing, fault) -> {
          if (fault == null) {
            oneByOne.remove(place);
            sizes.put(place, listing.seen().size());
          }
        });
  }

  /**
   * The instances with these {@code DbiResourceId}s, in one list; those not there are left out.
   * Where listing is not permitted, one after the other, by their identifiers.
   */
  @Override
  public CompletableFuture<Instances> instances(
      Place place, Map<String, String> identifiersByResourceId) {
    var names = identifiersByResourceId.values();
    if (oneByOne.contains(place)) {
      return named(place, names);
    }
    return some(place, identifiersByResourceId.keySet())
        .exceptionallyCompose(fault -> {
          if (!FaultReading.notPermitted(fault)) {
            return CompletableFuture.failedFuture(fault);
          }
          oneByOne.add(place);
          return named(place, names);
        });
  }

  /** The instances of these identifiers, with a call for each; those not there are left out. */
  public CompletableFuture<Instances> named(Place place, Collection<String> identifiers) {
    return each(
            identifiers,
            Instances.EMPTY,
            name -> described(place, request -> request.dbInstanceIdentifier(name)))
        .thenApply(Instances::of);
  }

  /** The clusters of these identifiers, likewise. */
  CompletableFuture<Clusters> namedClusters(Place place, Collection<String> identifiers) {
    return each(
            identifiers,
            Clusters.NONE,
            name -> describedClusters(place, request -> request.dbClusterIdentifier(name)))
        .thenApply(Clusters::of);
  }

  private static <T> CompletableFuture<List<T>> each(
      Collection<String> names, T nothing, Function<String, CompletableFuture<T>> look) {
    var each =
        names.stream()
            .distinct()
            .map(name ->
                look.apply(name)
                    .exceptionallyCompose(fault ->
                        FaultReading.notThere(fault)
                            ? CompletableFuture.completedFuture(nothing)
                            : CompletableFuture.failedFuture(fault)))
            .toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .thenApply(done -> each.stream().map(CompletableFuture::join).toList());
  }

  /** As many pages as that takes by filters, or the whole list where that is no longer. */
  private CompletableFuture<Instances> some(Place place, Collection<String> resourceIds) {
    var all = List.copyOf(resourceIds);
    if (all.size() <= LONGEST_FILTER
        || pages(all.size()) >= pages(sizes.getOrDefault(place, Integer.MAX_VALUE - PAGE))) {
      return listed(place, all);
    }
    var parts = new ArrayList<CompletableFuture<Instances>>();
    for (var from = 0; from < all.size(); from += LONGEST_FILTER) {
      parts.add(listed(place, all.subList(from, Math.min(all.size(), from + LONGEST_FILTER))));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> Instances.of(parts.stream().map(CompletableFuture::join).toList()));
  }

  private static int pages(int records) {
    return (records + PAGE - 1) / PAGE;
  }

  private CompletableFuture<Instances> listed(Place place, Collection<String> resourceIds) {
    return described(place, request -> request.filters(filters("dbi-resource-id", resourceIds)));
  }

  private CompletableFuture<Instances> described(
      Place place, Consumer<DescribeDbInstancesRequest.Builder> which) {
    return pages(
            place,
            "DescribeDBInstances",
            (rds, page) ->
                rds.describeDBInstances(
                        DescribeDbInstancesRequest.builder()
                            .applyMutation(which)
                            .maxRecords(PAGE)
                            .marker(page.marker())
                            .overrideConfiguration(page.credentials())
                            .build())
                    .thenApply(answer -> {
                      var seenAt = clock.instant();
                      return new Page<>(
                          List.of(unreadable.sorted(place, answer.dbInstances(), seenAt)),
                          answer.marker());
                    }))
        .thenApply(Instances::of);
  }

  /** The manual snapshots of these names; those not there are left out. */
  @Override
  public CompletableFuture<Snapshots> snapshots(Place place, Collection<String> ids) {
    return pages(
            place,
            "DescribeDBSnapshots",
            (RdsAsyncClient rds, Ask page) ->
                rds.describeDBSnapshots(
                        DescribeDbSnapshotsRequest.builder()
                            .snapshotType("manual")
                            .filters(filters("db-snapshot-id", ids))
                            .maxRecords(PAGE)
                            .marker(page.marker())
                            .overrideConfiguration(page.credentials())
                            .build())
                    .thenApply(answer ->
                        new Page<>(
                            answer.dbSnapshots().stream()
                                .map(Mapping::snapshot)
                                .peek(record -> unreadable.report(place, "DBSnapshot", record))
                                .toList(),
                            answer.marker())))
        .thenApply(records ->
            new Snapshots(
                records.stream().flatMap(Optional::stream).toList(),
                records.stream().allMatch(Optional::isPresent)));
  }

  /**
   * The events of the last minutes, oldest first.
   *
   * @param only the identifier of one of them, or null for all
   */
  @Override
  public CompletableFuture<List<SourcedEvent>> events(
      Place place, Source source, @Nullable String only, long minutes) {
    return pages(
            place,
            "DescribeEvents",
            (RdsAsyncClient rds, Ask page) ->
                rds.describeEvents(
                        DescribeEventsRequest.builder()
                            .sourceType(
                                source == Source.CLUSTER
                                    ? SourceType.DB_CLUSTER
                                    : SourceType.DB_INSTANCE)
                            .sourceIdentifier(only)
                            // Counted back by AWS's clock, not ours.
                            .duration((int) Math.min(minutes, LONGEST_MINUTES))
                            .maxRecords(PAGE)
                            .marker(page.marker())
                            .overrideConfiguration(page.credentials())
                            .build())
                    .thenApply(answer ->
                        new Page<>(
                            answer.events().stream()
                                .map(Mapping::event)
                                .peek(record -> unreadable.report(place, "Event", record))
                                .flatMap(Optional::stream)
                                .toList(),
                            answer.marker())))
        .thenApply(events ->
            events.stream()
                .sorted(Comparator.comparing(sourced -> sourced.event().time()))
                .toList());
  }

  @Override
  public CompletableFuture<Clusters> clusters(
      Place place, Map<String, String> identifiersByResourceId) {
    var names = identifiersByResourceId.values();
    return clustersOneByOne.contains(place)
        ? namedClusters(place, names)
        : listedClusters(place, identifiersByResourceId.keySet())
            .exceptionallyCompose(fault -> {
              if (!FaultReading.notPermitted(fault)) {
                return CompletableFuture.failedFuture(fault);
              }
              clustersOneByOne.add(place);
              return namedClusters(place, names);
            });
  }

  /** Every cluster of the place. Fails where listing is not permitted. */
  CompletableFuture<Clusters> allClusters(Place place) {
    return listedClusters(place, List.of())
        .whenComplete((listing, fault) -> {
          if (fault == null) {
            clustersOneByOne.remove(place);
          }
        });
  }

  private CompletableFuture<Clusters> listedClusters(Place place, Collection<String> resourceIds) {
    return describedClusters(
        place, request -> request.filters(filters("db-cluster-resource-id", resourceIds)));
  }

  private CompletableFuture<Clusters> describedClusters(
      Place place, Consumer<DescribeDbClustersRequest.Builder> which) {
    return pages(
            place,
            "DescribeDBClusters",
            (RdsAsyncClient rds, Ask page) ->
                rds.describeDBClusters(
                        DescribeDbClustersRequest.builder()
                            .applyMutation(which)
                            .maxRecords(PAGE)
                            .marker(page.marker())
                            .overrideConfiguration(page.credentials())
                            .build())
                    .thenApply(answer ->
                        new Page<>(
                            List.of(
                                unreadable.clusters(place, answer.dbClusters(), clock.instant())),
                            answer.marker())))
        .thenApply(Clusters::of);
  }

  @Override
  public CompletableFuture<Instances> members(Place place, Collection<Cluster> clusters) {
    var names =
        clusters.stream()
            .flatMap(cluster -> cluster.members().stream())
            .map(Cluster.Member::identifier)
            .toList();
    if (oneByOne.contains(place)) {
      return named(place, names);
    }
    var identifiers = clusters.stream().map(Cluster::identifier).toList();
    return described(place, request -> request.filters(filters("db-cluster-id", identifiers)))
        .exceptionallyCompose(fault ->
            FaultReading.notPermitted(fault)
                ? named(place, names)
                : CompletableFuture.failedFuture(fault));
  }

  @Override
  public CompletableFuture<Snapshots> clusterSnapshots(Place place, Collection<String> ids) {
    return pages(
            place,
            "DescribeDBClusterSnapshots",
            (RdsAsyncClient rds, Ask page) ->
                rds.describeDBClusterSnapshots(
                        DescribeDbClusterSnapshotsRequest.builder()
                            .snapshotType("manual")
                            .filters(filters("db-cluster-snapshot-id", ids))
                            .maxRecords(PAGE)
                            .marker(page.marker())
                            .overrideConfiguration(page.credentials())
                            .build())
                    .thenApply(answer ->
                        new Page<>(
                            answer.dbClusterSnapshots().stream()
                                .map(ClusterMapping::snapshot)
                                .peek(
                                    record -> unreadable.report(place, "DBClusterSnapshot", record))
                                .toList(),
                            answer.marker())))
        .thenApply(records ->
            new Snapshots(
                records.stream().flatMap(Optional::stream).toList(),
                records.stream().allMatch(Optional::isPresent)));
  }

  /** Every manual snapshot of instances there; empty for one that cannot be read. */
  CompletableFuture<List<Optional<Snapshot>>> allSnapshots(Place place) {
    return pages(
        place,
        "DescribeDBSnapshots",
        (RdsAsyncClient rds, Ask page) ->
            rds.describeDBSnapshots(
                    DescribeDbSnapshotsRequest.builder()
                        .snapshotType("manual")
                        .maxRecords(PAGE)
                        .marker(page.marker())
                        .overrideConfiguration(page.credentials())
                        .build())
                .thenApply(answer -> {
                  var seenAt = clock.instant();
                  return new Page<>(
                      answer.dbSnapshots().stream()
                          .map(one -> SnapshotMapping.of(place, one, seenAt))
                          .peek(record -> unreadable.report(place, "DBSnapshot", record))
                          .toList(),
                      answer.marker());
                }));
  }

  /** Every manual snapshot of clusters there; empty for one that cannot be read. */
  CompletableFuture<List<Optional<Snapshot>>> allClusterSnapshots(Place place) {
    return pages(
        place,
        "DescribeDBClusterSnapshots",
        (RdsAsyncClient rds, Ask page) ->
            rds.describeDBClusterSnapshots(
                    DescribeDbClusterSnapshotsRequest.builder()
                        .snapshotType("manual")
                        .maxRecords(PAGE)
                        .marker(page.marker())
                        .overrideConfiguration(page.credentials())
                        .build())
                .thenApply(answer -> {
                  var seenAt = clock.instant();
                  return new Page<>(
                      answer.dbClusterSnapshots().stream()
                          .map(one -> SnapshotMapping.of(place, one, seenAt))
                          .peek(record -> unreadable.report(place, "DBClusterSnapshot", record))
                          .toList(),
                      answer.marker());
                }));
  }

  /** Whose unreadable records are counted, from 0 on. */
  public void count(Place place) {
    unreadable.count(place);
  }

  private record Ask(@Nullable String marker, AwsRequestOverrideConfiguration credentials) {}

  private record Page<T>(List<T> items, @Nullable String marker) {}

  private <T> CompletableFuture<List<T>> pages(
      Place place,
      String action,
      BiFunction<RdsAsyncClient, Ask, CompletableFuture<Page<T>>> describe) {
    return with.reading(place)
        .toCompletableFuture()
        .thenCompose(session -> {
          var credentials = AwsCredentials.of(session);
          Function<@Nullable String, CompletableFuture<Page<T>>> page =
              marker ->
                  with.paced(
                      place,
                      action,
                      () ->
                          describe.apply(clients.in(place.region()), new Ask(marker, credentials)));
          return collect(page, null, new ArrayList<>());
        })
        .whenComplete((answer, fault) -> {
          if (fault != null && AwsFaults.sessionRefused(fault)) {
            with.readingRefused(place);
          }
        });
  }

  private static <T> CompletableFuture<List<T>> collect(
      Function<@Nullable String, CompletableFuture<Page<T>>> page,
      @Nullable String marker,
      List<T> soFar) {
    return page.apply(marker)
        .thenCompose(answer -> {
          soFar.addAll(answer.items());
          var next = answer.marker();
          return next == null || next.isEmpty()
              ? CompletableFuture.completedFuture(soFar)
              : collect(page, next, soFar);
        });
  }

  private static List<Filter> filters(String name, Collection<String> values) {
    return values.isEmpty() || values.size() > LONGEST_FILTER
        ? List.of()
        : List.of(Filter.builder().name(name).values(values).build());
  }
}
