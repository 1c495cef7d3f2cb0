package dev.countersign.chaos.simulation;

import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.CallAnswer;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.cloud.Session;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.operations.RdsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A cloud behind a mistake. */
class ForwardingCloud implements Cloud {
  final Cloud cloud;

  ForwardingCloud(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, RdsCall call, Instant expiry) {
    return cloud.open(order, attempt, call, expiry);
  }

  @Override
  public CompletionStage<CallAnswer> call(
      Place place, Session session, RdsCall call, Instant before) {
    return cloud.call(place, session, call, before);
  }

  @Override
  public CompletionStage<Listing> instances(Place place, Map<String, String> identifiers) {
    return cloud.instances(place, identifiers);
  }

  @Override
  public CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids) {
    return cloud.snapshots(place, ids);
  }

  @Override
  public CompletionStage<List<SourcedEvent>> events(
      Place place, @Nullable String only, long minutes) {
    return cloud.events(place, only, minutes);
  }

  @Override
  public Duration timeFor(Place place, int calls) {
    return cloud.timeFor(place, calls);
  }

  @Override
  public AwsTime time() {
    return cloud.time();
  }

  @Override
  public String words(Throwable fault) {
    return cloud.words(fault);
  }
}
