package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Answers;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Says to everybody whether this replica can serve, and nothing else. */
@PermitAll
@Path("/health")
public class HealthResource {
  /**
   * Whoever asks how often: there is one look in this time. Each is over by then, for one that is
   * not would be begun anew, and never be over.
   */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final Clock clock;
  private final Uni<Boolean> serves;

  @Inject
  HealthResource(Clock clock, SmallRyeHealthReporter reporter) {
    this.clock = clock;
    this.serves =
        Uni.createFrom()
            .deferred(reporter::getReadinessAsync)
            .map(seen -> !seen.isDown())
            .ifNoItem()
            .after(LONGEST)
            .recoverWithItem(false)
            .onFailure()
            .recoverWithItem(false)
            .memoize()
            .atLeast(LOOK);
  }

  /** 200 with {@code {"status": "healthy"}}, or 503. */
  @GET
  public Uni<Response> health() {
    return serves.map(it ->
        Answers.json(
                it ? 200 : 503,
                Map.of(
                    "status",
                    it ? "healthy" : "unhealthy",
                    "timestamp",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .build());
  }
}
