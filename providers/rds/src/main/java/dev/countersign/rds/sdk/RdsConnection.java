package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsClients;
import dev.countersign.aws.AwsCredentials;
import dev.countersign.aws.AwsFaults;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
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
import dev.countersign.rds.looks.Rounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

  /** A role that was granted before clusters were operated on may not permit to list them. */
  @Override
  public CompletionStage<Listing> discover(Place place) {
    return reads
        .all(place)
        .thenCompose(instances ->
            reads
                .allClusters(place)
                .thenApply(clusters -> listing(instances, clusters))
                .exceptionallyCompose(fault ->
                    notPermitted(fault)
                        ? CompletableFuture.completedFuture(
                            listing(
                                instances,
                                "the role does not permit listing clusters"
                                    + " (rds:DescribeDBClusters on cluster:*)"))
                        : CompletableFuture.failedFuture(fault)));
  }

  @Override
  public CompletionStage<Listing> named(Place place, Collection<String> identifiers) {
    return reads
        .named(place, identifiers)
        .thenApply(instances -> listing(instances, (String) null));
  }

  private static Listing listing(Instances instances, @Nullable String trouble) {
    return new Listing(
        Set.of(Instance.KIND),
        instances.seen().stream().<Resource>map(Seen::instance).toList(),
        instances.unreadable(),
        trouble);
  }

  private static Listing listing(Instances instances, Clusters clusters) {
    var all = new ArrayList<Resource>();
    instances.seen().forEach(seen -> all.add(seen.instance()));
    clusters.seen().forEach(seen -> all.add(seen.cluster()));
    var unreadable = new HashSet<>(instances.unreadable());
    unreadable.addAll(clusters.unreadable());
    return new Listing(Set.of(Instance.KIND, Cluster.KIND), all, unreadable, null);
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
