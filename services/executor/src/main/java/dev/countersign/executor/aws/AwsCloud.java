package dev.countersign.executor.aws;

import dev.countersign.aws.AwsFaults;
import dev.countersign.executor.aws.Sessions.NotOpened;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** AWS itself, through the providers and STS. */
@Singleton
final class AwsCloud implements Cloud {
  private final Sessions sessions;
  private final Calls calls;
  private final Connections connections;
  private final Paces paces;
  private final AwsTime time;

  @Inject
  AwsCloud(Sessions sessions, Calls calls, Connections connections, Paces paces, AwsTime time) {
    this.sessions = sessions;
    this.calls = calls;
    this.connections = connections;
    this.paces = paces;
    this.time = time;
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
    return sessions.forAttempt(order, attempt, call, expiry);
  }

  @Override
  public CompletionStage<CallAnswer> call(Order order, Session session, Call call, Instant before) {
    CrashPoint.AFTER_INTENT.reached();
    return calls
        .make(order, session, call, before)
        .whenComplete((answer, fault) -> CrashPoint.AFTER_CALL.reached());
  }

  @Override
  public CompletionStage<Void> look(String service, Place place, List<Watch> watches) {
    Metrics.counter("countersign.sweeps", "account", place.account(), "region", place.region())
        .increment();
    return connections.of(service).look(place, watches);
  }

  @Override
  public Duration timeFor(Place place, int calls) {
    return paces.of(place).timeFor(calls);
  }

  @Override
  public AwsTime time() {
    return time;
  }

  @Override
  public String words(Throwable fault) {
    return NotOpened.in(fault)
        .map(Throwable::getMessage)
        .orElseGet(() -> "AWS STS: " + AwsFaults.words(fault));
  }

  @Override
  public String words(String service, Throwable fault) {
    return connections.words(service, fault);
  }
}
