package dev.countersign.gateway.operation;

import dev.countersign.gateway.live.Updates;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Hears what other replicas have learnt, over a connection that is kept for it. What is said while
 * that connection is down is lost, so after each connect everything that is waited for is looked
 * at.
 */
@ApplicationScoped
class OtherReplicas {
  private static final Logger LOG = Logger.getLogger(OtherReplicas.class);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Pool pool;
  private final OperationStore store;
  private final Updates updates;
  private final Vertx vertx;
  private volatile boolean stopped;

  @Inject
  OtherReplicas(Pool pool, OperationStore store, Updates updates, Vertx vertx) {
    this.pool = pool;
    this.store = store;
    this.updates = updates;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent started) {
    connect();
  }

  void stop(@Observes ShutdownEvent stopping) {
    stopped = true;
  }

  private void connect() {
    if (!stopped) {
      pool.getConnection()
          .subscribe()
          .with(
              this::listen,
              e -> {
                LOG.debug("no connection to listen on", e);
                again();
              });
    }
  }

  private void listen(SqlConnection connection) {
    var postgres = PgConnection.cast(connection.getDelegate());
    postgres.notificationHandler(notification -> hear(notification.getPayload()));
    postgres.closeHandler(_ -> again());
    connection
        .query("listen " + OperationStore.CHANNEL)
        .execute()
        .subscribe()
        .with(
            _ -> updates.wanted().forEach(this::look),
            e -> {
              LOG.warn("cannot listen for other replicas", e);
              // Ends the connection, which begins again.
              postgres.close();
              again();
            });
  }

  private void again() {
    if (!stopped) {
      vertx.setTimer(AGAIN.toMillis(), _ -> connect());
    }
  }

  private void hear(String payload) {
    var parts = payload.split(" ", 2);
    // This process has heard of its own changes already.
    if (parts.length == 2 && !parts[0].equals(store.replica()) && updates.wanted(parts[1])) {
      look(parts[1]);
    }
  }

  private void look(String operationId) {
    store
        .find(pool, operationId)
        .subscribe()
        .with(
            found -> found.ifPresent(updates::changed),
            e -> LOG.warnf(e, "operation %s could not be looked at", operationId));
  }
}
