package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsClients;
import dev.countersign.aws.AwsCredentials;
import dev.countersign.aws.AwsFaults;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.Snapshot;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
import dev.countersign.provider.KnownNames;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.rds.looks.Describes.Clusters;
import dev.countersign.rds.looks.Describes.Instances;
import dev.countersign.rds.looks.Describes.Seen;
import dev.countersign.rds.looks.Describes.SeenCluster;
import dev.countersign.rds.looks.Rounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsAsyncClient;

/** RDS through AWS's SDK. */
public final class RdsConnection implements Connection {
  private final AwsClients<RdsAsyncClient> clients;
  private final Reads reads;
  private final Rounds rounds;

  public RdsConnection(Surroundings with) {
    this.clients = AwsClients.of(with.transport(), RdsAsyncClient::builder);
    this.reads = new Reads(clients, with);
    this.rounds = new Rounds(reads, with.transport().clock());
  }

  @Override
  public void serves(Place place) {
    reads.count(place);
  }

  /** Instances first: where not even they may be listed, they are looked at one by one. */
  @Override
  public CompletionStage<Listing> discover(Place place) {
    return reads
        .all(place)
        .thenApply(RdsConnection::listing)
        .thenCombine(
            permitted("rds:DescribeDBClusters", reads.allClusters(place), RdsConnection::clusters),
            RdsConnection::and)
        .thenCombine(
            permitted(
                "rds:DescribeDBSnapshots",
                reads.allSnapshots(place),
                all -> snapshots(Snapshot.OF_INSTANCE, all)),
            RdsConnection::and)
        .thenCombine(
            permitted(
                "rds:DescribeDBClusterSnapshots",
                reads.allClusterSnapshots(place),
                all -> snapshots(Snapshot.OF_CLUSTER, all)),
            RdsConnection::and);
  }

  /** A role that was granted before clusters were operated on may not permit to list all kinds. */
  private <T> CompletableFuture<Listing> permitted(
      String right, CompletableFuture<T> read, Function<T, Listing> listing) {
    return read.thenApply(listing)
        .exceptionallyCompose(fault ->
            notPermitted(fault)
                ? CompletableFuture.completedFuture(
                    new Listing(Set.of(), List.of(), Set.of(), "the role does not permit " + right))
                : CompletableFuture.failedFuture(fault));
  }

  private static Listing clusters(Clusters clusters) {
    return new Listing(
        Set.of(Cluster.KIND),
        clusters.seen().stream().<Resource>map(SeenCluster::cluster).toList(),
        clusters.unreadable(),
        null);
  }

  /** Where one cannot be read, none of the kind is gone. */
  private static Listing snapshots(String kind, List<Optional<Snapshot>> all) {
    return new Listing(
        all.stream().allMatch(Optional::isPresent) ? Set.of(kind) : Set.of(),
        all.stream().flatMap(Optional::stream).<Resource>map(one -> one).toList(),
        Set.of(),
        null);
  }

  private static Listing and(Listing one, Listing other) {
    var kinds = new HashSet<>(one.kinds());
    kinds.addAll(other.kinds());
    var resources = new ArrayList<>(one.resources());
    resources.addAll(other.resources());
    var unreadable = new HashSet<>(one.unreadable());
    unreadable.addAll(other.unreadable());
    var trouble = one.trouble() == null ? other.trouble() : one.trouble();
    return new Listing(kinds, resources, unreadable, trouble);
  }

  /**
   * Snapshots are left as they are: there may be hundreds of an instance. Clusters are those that
   * the inventory has, and those that a member names.
   */
  @Override
  public CompletionStage<Listing> named(Place place, KnownNames names) {
    var instances = Stream.concat(names.of(Instance.KIND).stream(), names.configured().stream());
    return reads
        .named(place, instances.toList())
        .thenCompose(seen -> {
          var clusters =
              Stream.concat(
                  names.of(Cluster.KIND).stream(),
                  seen.seen().stream()
                      .map(one -> one.instance().cluster())
                      .filter(Objects::nonNull));
          return permitted(
                  "rds:DescribeDBClusters",
                  reads.namedClusters(place, clusters.toList()),
                  RdsConnection::clusters)
              .thenApply(listed -> and(listing(seen), listed));
        });
  }

  private static Listing listing(Instances instances) {
    return new Listing(
        Set.of(Instance.KIND),
        instances.seen().stream().<Resource>map(Seen::instance).toList(),
        instances.unreadable(),
        null);
  }

  @Override
  public CompletionStage<Void> look(Place place, List<Watch> watches) {
    return rounds.look(place, watches);
  }

  @Override
  public CompletionStage<String> send(Place place, Session session, Call call) {
    return Action.named(call.action())
        .send(clients.in(place.region()), call, AwsCredentials.of(session))
        .thenApply(answer -> answer.responseMetadata().requestId());
  }

  @Override
  public CallAnswer answer(Throwable fault, Call call) {
    return FaultReading.read(fault, call.action());
  }

  @Override
  public Outcome outcome(@Nullable Throwable fault) {
    return AwsFaults.outcome(fault);
  }

  @Override
  public boolean notPermitted(Throwable fault) {
    return FaultReading.notPermitted(fault);
  }

  @Override
  public String words(Throwable fault) {
    return AwsFaults.words(fault);
  }

  @Override
  public void close() {
    clients.close();
  }
}
