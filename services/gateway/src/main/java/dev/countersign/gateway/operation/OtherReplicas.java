package dev.countersign.gateway.operation;

import dev.countersign.gateway.live.Updates;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private static final Duration ALIVE = Duration.ofSeconds(15);
  private static final Duration ANSWER = Duration.ofSeconds(5);

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
    var over = new AtomicBoolean();
    Runnable connectAgain =
        () -> {
          if (over.compareAndSet(false, true)) {
            again();
          }
        };
    PgConnection.cast(connection)
        .notificationHandler(notification -> hear(notification.getPayload()));
    connection.closeHandler(connectAgain);
    connection
        .query("listen " + OperationStore.CHANNEL)
        .execute()
        .subscribe()
        .with(_ -> updates.wanted().forEach(this::look), _ -> connectAgain.run());
    vertx.setPeriodic(ALIVE.toMillis(), timer -> check(connection, timer, over, connectAgain));
  }

  /**
   * A peer that vanished without a word would be listened to for ever. Such a connection is left
   * alone, never given back to the pool: it is closed when the operating system gives it up.
   */
  private void check(
      SqlConnection connection, long timer, AtomicBoolean over, Runnable connectAgain) {
    if (over.get()) {
      vertx.cancelTimer(timer);
      return;
    }
    connection
        .query("select 1")
        .execute()
        .ifNoItem()
        .after(ANSWER)
        .fail()
        .subscribe()
        .with(_ -> {}, _ -> connectAgain.run());
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
