package dev.countersign.executor.rds;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Place;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What time it is at AWS. Credentials end, and events happen, by its clock; ours says when an
 * approval ends. Where the two differ much, neither can be told, and nothing is sent.
 */
@Singleton
public class AwsTime {
  private static final double MILLIS = 1000.0;

  private final InstantSource clock;
  private final Duration most;
  private final ConcurrentHashMap<String, ClockOffset> offsets = new ConcurrentHashMap<>();
  private final Set<String> measured = ConcurrentHashMap.newKeySet();

  @Inject
  AwsTime(ExecutorSettings settings, InstantSource clock) {
    this.clock = clock;
    this.most = settings.maxClockSkew();
  }

  /**
   * An answer came from there.
   *
   * @param date as the answer says it: in whole seconds
   */
  void answered(String region, Instant sent, Instant date, Instant received) {
    offsets.merge(region, ClockOffset.of(sent, date, received), ClockOffset::and);
    if (measured.add(region)) {
      Metrics.gauge(
          "countersign.aws.clock.skew", Tags.of("region", region), this, t -> t.seconds(region));
    }
  }

  /** What AWS's clock shows at least. */
  public Instant atLeast(Place place) {
    var offset = offsets.get(place.region());
    return clock.instant().plus(offset == null ? most.negated() : offset.least());
  }

  /** What AWS's clock shows at most. */
  Instant atMost(Place place) {
    var offset = offsets.get(place.region());
    return clock.instant().plus(offset == null ? most : offset.most());
  }

  /** In the requester's words, why nothing can be sent; empty where the clocks agree. */
  public Optional<String> disagreement(Place place) {
    var offset = offsets.get(place.region());
    return offset == null || offset.skew().abs().compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            "The clocks of the executor's database and of AWS differ by "
                + offset.skew().abs().toSeconds()
                + " s. Nothing is sent until they agree.");
  }

  private double seconds(String region) {
    var offset = offsets.get(region);
    return offset == null ? 0 : offset.skew().toMillis() / MILLIS;
  }

  Instant now() {
    return clock.instant();
  }
}
