package dev.countersign.relay;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while nothing waits for the infrastructure and no event waits too long to be published,
 * whichever instance has to publish it.
 */
@Readiness
@ApplicationScoped
class RelayHealth implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pool pool;
  private final Relay relay;
  private final Troubles troubles;
  private final RelaySettings settings;

  @Inject
  RelayHealth(Pool pool, Relay relay, Troubles troubles, RelaySettings settings) {
    this.pool = pool;
    this.relay = relay;
    this.troubles = troubles;
    this.settings = settings;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Outbox.longestWait(pool)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(this::report)
        .onFailure()
        .recoverWithItem(
            fault -> response().withData("database", fault.getClass().getName()).down().build());
  }

  private HealthCheckResponse report(Duration longestWait) {
    var response = response().withData("outbox_age_ms", longestWait.toMillis());
    var current = troubles.current();
    current.forEach(response::withData);
    return response
        .status(current.isEmpty() && longestWait.compareTo(settings.readyOutboxAge()) < 0)
        .build();
  }

  private HealthCheckResponseBuilder response() {
    return HealthCheckResponse.named("relay")
        .withData("role", relay.leads() ? "publishes" : "follows");
  }
}
