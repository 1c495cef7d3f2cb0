package dev.countersign.executor.aws;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.pace.Pace;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.Place;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pace of each place. Every call to AWS goes through here. */
@Singleton
class Paces {
  private final ConcurrentHashMap<Place, Pace> paces = new ConcurrentHashMap<>();
  private final Accounts accounts;
  private final ExecutorSettings settings;
  private final Replicas replicas;

  @Inject
  Paces(Accounts accounts, ExecutorSettings settings, Replicas replicas) {
    this.accounts = accounts;
    this.settings = settings;
    this.replicas = replicas;
  }

  /** Makes the call when its turn has come, and learns from its answer. */
  <T> CompletableFuture<T> paced(
      Place place,
      String service,
      String action,
      Function<@Nullable Throwable, Outcome> reading,
      Supplier<? extends CompletionStage<T>> call) {
    return paced(Pace.FOR_EVER, place, service, action, reading, call);
  }

  /** The same, or nothing at all where its turn is further away than this. */
  <T> CompletableFuture<T> paced(
      Duration longest,
      Place place,
      String service,
      String action,
      Function<@Nullable Throwable, Outcome> reading,
      Supplier<? extends CompletionStage<T>> call) {
    var pace = of(place);
    return pace.turn(longest)
        .thenCompose(turn ->
            call.get()
                .whenComplete((answer, fault) -> {
                  var outcome = reading.apply(fault);
                  pace.learn(outcome);
                  count(place, service, action, outcome);
                }));
  }

  /** The pace there. */
  Pace of(Place place) {
    return paces.computeIfAbsent(place, this::created);
  }

  private Pace created(Place place) {
    var limits = accounts.of(place).map(Account::limits).orElse(Limits.NONE);
    var perSecond = limits.callsPerSecond();
    var burst = limits.callsBurst();
    var pace =
        new Pace(
            perSecond == null ? settings.callsPerSecond() : perSecond,
            burst == null ? settings.callsBurst() : burst,
            replicas);
    var tags = Tags.of("account", place.account(), "region", place.region());
    Metrics.gauge("countersign.bucket.tokens", tags, pace, Pace::tokens);
    Metrics.gauge("countersign.breaker.state", tags, pace, Pace::breaker);
    return pace;
  }

  private static void count(Place place, String service, String action, Outcome outcome) {
    Metrics.counter(
            "countersign." + service + ".calls",
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
