package dev.countersign.audit.sequencer;

import dev.countersign.contracts.json.Times;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database answers: what is in the ledger can be asked for and proven, whether or
 * not anything is added. That nothing is, is told by {@link LedgerWellness} and by the alert
 * CountersignLedgerBehind: all replicas share it.
 */
@Readiness
@ApplicationScoped
class LedgerReadiness implements AsyncHealthCheck {
  private final SequencerState state;
  private final Pool pool;

  @Inject
  LedgerReadiness(SequencerState state, Pool pool) {
    this.state = state;
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.query("select 1")
        .execute()
        .ifNoItem()
        .after(Duration.ofSeconds(3))
        .fail()
        .map(_ -> true)
        .onFailure()
        .recoverWithItem(false)
        .map(this::response);
  }

  private HealthCheckResponse response(boolean database) {
    var now = state.now();
    var response =
        HealthCheckResponse.named("ledger")
            .status(database)
            .withData("database", database)
            .withData("role", now.role().name())
            .withData("silent_ms", now.silence().toMillis())
            .withData("size", now.size())
            .withData("lag", now.lag());
    if (now.lastAppendAt() != null) {
      response.withData("last_append_at", Times.text(now.lastAppendAt()));
    }
    return response.build();
  }
}
