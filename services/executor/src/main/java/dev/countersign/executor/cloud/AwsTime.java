package dev.countersign.executor.cloud;

import dev.countersign.provider.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What time it is at AWS. Credentials end, and events happen, by its clock; ours says when an
 * approval ends. Where the two differ much, neither can be told, and nothing is sent.
 */
public final class AwsTime {
  private final Duration most;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, ClockOffset> offsets = new ConcurrentHashMap<>();

  /**
   * @param most how far the clocks may differ before nothing is sent
   */
  public AwsTime(Duration most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /**
   * An answer came from there.
   *
   * @param date as the answer says it: in whole seconds
   * @return whether nothing was known of its clock before
   */
  public boolean answered(String region, Instant sent, Instant date, Instant received) {
    var first = !offsets.containsKey(region);
    offsets.merge(region, ClockOffset.of(sent, date, received), ClockOffset::and);
    return first;
  }

  /** What AWS's clock shows at least. */
  public Instant atLeast(Place place) {
    var offset = offsets.get(place.region());
    return clock.instant().plus(offset == null ? most.negated() : offset.least());
  }

  /** What AWS's clock shows at most. */
  public Instant atMost(Place place) {
    var offset = offsets.get(place.region());
    return clock.instant().plus(offset == null ? most : offset.most());
  }

  /** In the requester's words, why nothing can be sent; empty where the clocks agree. */
  public Optional<String> disagreement(Place place) {
    var skew = skew(place.region());
    return skew.abs().compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            "The clocks of the executor's database and of AWS differ by "
                + skew.abs().toSeconds()
                + " s. Nothing is sent until they agree.");
  }

  /** By how much AWS's clock is ahead, as far as that is certain; zero where they may agree. */
  public Duration skew(String region) {
    var offset = offsets.get(region);
    return offset == null ? Duration.ZERO : offset.skew();
  }

  /** Our own time. */
  public Instant now() {
    return clock.instant();
  }
}
