package dev.countersign.audit.sequencer;

import dev.countersign.audit.AuditSettings;
import dev.countersign.audit.sequencer.SequencerState.Role;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the database answers, and the sequencer writes, or stands by for one that does. */
@Readiness
@ApplicationScoped
class LedgerReadiness implements AsyncHealthCheck {
  private final SequencerState state;
  private final Pool pool;
  private final Duration silentAfter;

  @Inject
  LedgerReadiness(SequencerState state, Pool pool, AuditSettings settings) {
    this.state = state;
    this.pool = pool;
    this.silentAfter = settings.silentAfter();
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
    boolean alive =
        (now.role() == Role.WRITING || now.role() == Role.STANDING_BY)
            && now.silence().compareTo(silentAfter) < 0;
    var response =
        HealthCheckResponse.named("ledger")
            .status(database && alive)
            .withData("database", database)
            .withData("role", now.role().name())
            .withData("silent_ms", now.silence().toMillis())
            .withData("size", now.size())
            .withData("lag", now.lag());
    if (now.lastAppendAt() != null) {
      response.withData("last_append_at", now.lastAppendAt().toString());
    }
    return response.build();
  }
}
