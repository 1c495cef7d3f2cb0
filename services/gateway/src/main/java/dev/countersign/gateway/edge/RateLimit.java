package dev.countersign.gateway.edge;

import dev.countersign.gateway.settings.GatewaySettings;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** So many requests per address and window, refilled evenly. Counted per replica. */
@ApplicationScoped
class RateLimit {
  /** Addresses that are remembered; the one that has not called for the longest is forgotten. */
  private static final int REMEMBERED = 50_000;

  private final int requests;
  private final Duration window;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  @Inject
  RateLimit(GatewaySettings settings) {
    this.requests = settings.rateLimit().requests();
    this.window = settings.rateLimit().window();
  }

  /** Counts a request; how long to wait when it is one too many. */
  Optional<Duration> count(String address) {
    if (requests == 0) {
      return Optional.empty();
    }
    var probe = bucket(address).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(String address) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          address,
          _ ->
              Bucket.builder()
                  .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, window))
                  .build());
    }
  }
}
