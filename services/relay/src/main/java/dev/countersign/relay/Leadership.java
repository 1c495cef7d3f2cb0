package dev.countersign.relay;

import dev.countersign.relay.publishing.Records;
import dev.countersign.relay.publishing.Unsent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A connection of its own that can hold the advisory lock: whoever has it publishes, the other
 * instances of the service follow. The lock goes with the connection, so a leader that dies leaves
 * at once, and one that only seems dead finds its own queries failing.
 */
final class Leadership implements Records.Candidacy {
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
  static Uni<Records.Candidacy> candidate(Pool pool, Runnable onNews) {
    return pool.getConnection()
        .chain(connection -> {
          PgConnection.cast(connection).notificationHandler(_ -> onNews.run());
          connection.closeHandler(onNews);
          return connection
              .query(LISTEN)
              .execute()
              .<Records.Candidacy>map(_ -> new Leadership(connection))
              .onFailure()
              .invoke(() -> connection.closeAndForget());
        });
  }

  /** Whether this instance leads now. Never waits for the one that does. */
  @Override
  public CompletionStage<Boolean> tryToLead() {
    // Not the blocking lock: its statement would hold back vacuum for as long as it waits.
    return connection
        .preparedQuery("select pg_try_advisory_lock($1)")
        .execute(Tuple.of(LOCK))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<List<Unsent>> unsent(Collection<Long> onTheirWay, int atMost) {
    return Outbox.unsent(connection, onTheirWay, atMost).subscribeAsCompletionStage();
  }

  /**
   * Wakes the leading instance. Outside of the hop's transaction, where it would serialize commits.
   */
  static Uni<Void> tellTheLeader(Pool pool) {
    return pool.query("notify " + CHANNEL).execute().replaceWithVoid();
  }

  /**
   * Gives the lock back. The connection goes back to the pool clean, or not at all: where this is
   * not answered, the connection is dead, and the lock with it.
   */
  @Override
  public void close() {
    PgConnection.cast(connection).notificationHandler(null);
    connection
        .query("unlisten *; select pg_advisory_unlock_all()")
        .execute()
        .onItemOrFailure()
        .invoke((_, _) -> connection.closeAndForget())
        .subscribe()
        .with(_ -> {}, _ -> {});
  }
}
