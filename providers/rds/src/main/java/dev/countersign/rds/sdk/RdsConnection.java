package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsClients;
import dev.countersign.aws.AwsCredentials;
import dev.countersign.aws.AwsFaults;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.rds.looks.Describes.Instances;
import dev.countersign.rds.looks.Describes.Seen;
import dev.countersign.rds.looks.Rounds;
import java.util.Collection;
import java.util.List;
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

  @Override
  public CompletionStage<Listing> discover(Place place) {
    return reads.all(place).thenApply(RdsConnection::listing);
  }

  @Override
  public CompletionStage<Listing> named(Place place, Collection<String> identifiers) {
    return reads.named(place, identifiers).thenApply(RdsConnection::listing);
  }

  private static Listing listing(Instances instances) {
    return new Listing(
        instances.seen().stream().map(Seen::instance).toList(), instances.unreadable());
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
