package dev.countersign.executor.rds;

import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.CallAnswer;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.cloud.Session;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.operations.RdsCall;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** AWS itself, through its SDK. */
@Singleton
final class AwsCloud implements Cloud {
  private final Sessions sessions;
  private final Calls calls;
  private final Reads reads;
  private final Paces paces;
  private final AwsTime time;

  @Inject
  AwsCloud(Sessions sessions, Calls calls, Reads reads, Paces paces, AwsTime time) {
    this.sessions = sessions;
    this.calls = calls;
    this.reads = reads;
    this.paces = paces;
    this.time = time;
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, RdsCall call, Instant expiry) {
    return sessions.forAttempt(order, attempt, call, expiry).thenApply(session -> session);
  }

  @Override
  public CompletionStage<CallAnswer> call(
      Place place, Session session, RdsCall call, Instant before) {
    CrashPoint.AFTER_INTENT.reached();
    return calls
        .make(place, (AwsSession) session, call, before)
        .whenComplete((answer, fault) -> CrashPoint.AFTER_CALL.reached());
  }

  /** One round of looks begins with this. */
  @Override
  public CompletionStage<Listing> instances(
      Place place, Map<String, String> identifiersByResourceId) {
    Metrics.counter("countersign.sweeps", "account", place.account(), "region", place.region())
        .increment();
    return reads.instances(place, identifiersByResourceId);
  }

  @Override
  public CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids) {
    return reads.snapshots(place, ids);
  }

  @Override
  public CompletionStage<List<SourcedEvent>> events(
      Place place, @Nullable String only, long minutes) {
    return reads.events(place, only, minutes);
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
    return FaultReading.words(fault);
  }
}
