package dev.countersign.executor.rds;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.pace.Pace;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The pace of each place. Every call to RDS goes through here. */
@Singleton
class Paces {
  private final ConcurrentHashMap<Place, Pace> paces = new ConcurrentHashMap<>();
  private final ExecutorSettings settings;

  @Inject
  Paces(ExecutorSettings settings) {
    this.settings = settings;
  }

  /** Makes the call when its turn has come, and learns from its answer. */
  <T> CompletableFuture<T> paced(
      Place place, String action, Supplier<? extends CompletableFuture<T>> call) {
    var pace = paces.computeIfAbsent(place, this::created);
    return pace.turn()
        .thenCompose(turn ->
            call.get()
                .whenComplete((answer, fault) -> {
                  var outcome = FaultReading.outcome(fault);
                  pace.learn(outcome);
                  count(place, action, outcome);
                }));
  }

  private Pace created(Place place) {
    var pace = new Pace(settings.callsPerSecond(), settings.callsBurst());
    var tags = Tags.of("account", place.account(), "region", place.region());
    Metrics.gauge("countersign.bucket.tokens", tags, pace, Pace::tokens);
    Metrics.gauge("countersign.breaker.state", tags, pace, Pace::breaker);
    return pace;
  }

  private static void count(Place place, String action, Pace.Outcome outcome) {
    Metrics.counter(
            "countersign.rds.calls",
            "account",
            place.account(),
            "region",
            place.region(),
            "action",
            action,
            "outcome",
            outcome.name().toLowerCase(java.util.Locale.ROOT))
        .increment();
  }
}
