package dev.countersign.chaos.simulation;

import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A cloud behind a mistake. */
class ForwardingCloud implements Cloud {
  final Cloud cloud;

  ForwardingCloud(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
    return cloud.open(order, attempt, call, expiry);
  }

  @Override
  public CompletionStage<CallAnswer> call(Order order, Session session, Call call, Instant before) {
    return cloud.call(order, session, call, before);
  }

  @Override
  public CompletionStage<Void> look(String service, Place place, List<Watch> watches) {
    return cloud.look(service, place, watches);
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
