package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Answers;
import io.smallrye.health.SmallRyeHealth;
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
  /** Whoever asks how often: the database is looked at once in this time. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Clock clock;
  private final Uni<SmallRyeHealth> readiness;

  @Inject
  HealthResource(Clock clock, SmallRyeHealthReporter reporter) {
    this.clock = clock;
    this.readiness = Uni.createFrom().deferred(reporter::getReadinessAsync).memoize().atLeast(LOOK);
  }

  /** 200 with {@code {"status": "healthy"}}, or 503. */
  @GET
  public Uni<Response> health() {
    return readiness.map(seen ->
        Answers.json(
                seen.isDown() ? 503 : 200,
                Map.of(
                    "status",
                    seen.isDown() ? "unhealthy" : "healthy",
                    "timestamp",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .build());
  }
}
