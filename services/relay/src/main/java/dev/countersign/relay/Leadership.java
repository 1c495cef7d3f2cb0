package dev.countersign.relay;

import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/**
 * A connection of its own that can hold the advisory lock: whoever has it publishes, the other
 * instances of the service follow. The lock goes with the connection, so a leader that dies leaves
 * at once, and one that only seems dead finds its own queries failing.
 */
final class Leadership implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  // Any number does, as long as nothing else in the service's database uses it.
  private static final long LOCK = 0x636f756e74657273L;
  private static final String CHANNEL = "outbox";

  // A machine that vanishes does not close its connections, and PostgreSQL would keep the lock of
  // one for hours: nobody could lead. So it has to look after this connection itself.
  private static final String LISTEN =
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;"
          + " listen "
          + CHANNEL;

  private final SqlConnection connection;

  private Leadership(SqlConnection connection) {
    this.connection = connection;
  }

  /** Opens the connection; does not lead yet. Hears of other instances' commits from now on. */
  static Leadership candidate(Pool pool, Runnable onNews) {
    var connection = pool.getConnection().await().atMost(PATIENCE);
    try {
      PgConnection.cast(connection).notificationHandler(_ -> onNews.run());
      connection.closeHandler(onNews);
      connection.query(LISTEN).execute().await().atMost(PATIENCE);
      return new Leadership(connection);
    } catch (RuntimeException e) {
      connection.closeAndForget();
      throw e;
    }
  }

  /** Whether this instance leads now. Never waits for the one that does. */
  boolean tryToLead() {
    // Not the blocking lock: its statement would hold back vacuum for as long as it waits.
    return connection
        .preparedQuery("select pg_try_advisory_lock($1)")
        .execute(Tuple.of(LOCK))
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getBoolean(0);
  }

  /** Fails once the lock is lost. */
  SqlConnection connection() {
    return connection;
  }

  /**
   * Wakes the leading instance. Outside of the hop's transaction, where it would serialize commits.
   */
  static io.smallrye.mutiny.Uni<Void> tellTheLeader(Pool pool) {
    return pool.query("notify " + CHANNEL).execute().replaceWithVoid();
  }

  /** Gives the lock back. The connection goes back to the pool clean. */
  @Override
  public void close() {
    try {
      PgConnection.cast(connection).notificationHandler(null);
      connection
          .query("unlisten *; select pg_advisory_unlock_all()")
          .execute()
          .await()
          .atMost(Duration.ofSeconds(2));
    } catch (RuntimeException e) {
      // Gone, and the lock with it.
    } finally {
      connection.closeAndForget();
    }
  }
}
