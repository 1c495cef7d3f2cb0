package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.AddressBlock;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** So many requests per address, and per person, and window, refilled evenly; per replica. */
@ApplicationScoped
class RateLimit {
  /** How many are remembered; who has not called for the longest is forgotten. */
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

  /**
   * Counts a request from an address.
   *
   * @throws ProblemFound when it is one too many
   */
  void countAddress(String address) {
    tooMany("address " + AddressBlock.counted(address), "This address has sent too many requests.")
        .ifPresent(problem -> {
          throw problem;
        });
  }

  /** Counts a request of a person, from whatever address: what they are told if it is too much. */
  Optional<ProblemFound> countPerson(String subject) {
    return tooMany(
        "person " + subject, "You have sent too many requests, from whatever addresses.");
  }

  private Optional<ProblemFound> tooMany(String caller, String detail) {
    if (requests == 0) {
      return Optional.empty();
    }
    var probe = bucket(caller).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemType.RATE_LIMITED, detail)
                .nextStep("Wait as long as Retry-After says.")
                .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1)
                .found());
  }

  private Bucket bucket(String caller) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          caller,
          _ ->
              Bucket.builder()
                  .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, window))
                  .build());
    }
  }
}
