package dev.countersign.relay;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while this instance can store: without its database, or before that was migrated, it can do
 * nothing at all. Whether what is stored gets published is told by {@link RelayWellness}.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pool pool;

  @Inject
  DatabaseHealth(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Outbox.longestWait(pool)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(_ -> HealthCheckResponse.named("database").up().build())
        .onFailure()
        .recoverWithItem(fault ->
            HealthCheckResponse.named("database")
                .withData("fault", fault.getClass().getName())
                .down()
                .build());
  }
}
