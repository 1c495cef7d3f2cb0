package dev.countersign.gateway.operation;

import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Forgets operations that ended long ago; the ledger keeps them. What has not ended stays, and so
 * does what nobody knows the outcome of: a person is still to look.
 */
@ApplicationScoped
class Pruning {
  private static final Logger LOG = Logger.getLogger(Pruning.class);
  private static final Duration EVERY = Duration.ofHours(1);

  /** Small transactions, and replicas that do the same at the same time pass each other by. */
  static final int AT_ONCE = 500;

  // The states are those of the index operation_ended. Unknown outcomes have no "success", and
  // open reviews no "closed_at".
  private static final String OPERATIONS =
      """
      with old as (
        select operation_id from operation
        where state in ('rejected', 'approval-expired', 'cancelled', 'failed', 'timed-out',
            'indeterminate', 'succeeded')
          and updated_at < now() - make_interval(secs => $1)
          and (state <> 'indeterminate' or view #> '{outcome,success}' is not null)
          and (view #> '{break_glass}' is null or view #> '{break_glass,closed_at}' is not null)
        order by updated_at limit $2 for update skip locked),
      forgotten as (
        delete from history using old where history.operation_id = old.operation_id)
      delete from operation using old where operation.operation_id = old.operation_id
      """;

  // Events of operations that are not known here, or that came after their operation was forgotten.
  private static final String STRAYS =
      """
      delete from history where (operation_id, position) in (
        select operation_id, position from history stray
        where time < now() - make_interval(secs => $1)
          and not exists (
            select from operation where operation.operation_id = stray.operation_id)
        limit $2)
      """;

  private final Pool pool;
  private final Duration retention;

  @Inject
  Pruning(Pool pool, GatewaySettings settings) {
    this.pool = pool;
    this.retention = settings.operationRetention();
  }

  void start(@Observes StartupEvent started, Vertx vertx) {
    vertx.setPeriodic(
        EVERY.toMillis(),
        _ ->
            prune(retention)
                .subscribe()
                .with(_ -> {}, e -> LOG.warn("old operations could not be removed", e)));
  }

  /** Removes everything that is older, a little at a time. */
  Uni<Void> prune(Duration olderThan) {
    return prune(OPERATIONS, olderThan).chain(() -> prune(STRAYS, olderThan));
  }

  private Uni<Void> prune(String statement, Duration olderThan) {
    return pool.preparedQuery(statement)
        .execute(Tuple.of((double) olderThan.toSeconds(), AT_ONCE))
        .chain(rows ->
            rows.rowCount() < AT_ONCE ? Uni.createFrom().voidItem() : prune(statement, olderThan));
  }
}
