package dev.countersign.audit.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * There is one writer: the session that holds this advisory lock. It is taken on the very
 * connection that writes, so a writer that loses its connection loses both. Should two ever write
 * all the same, the primary keys of entries and checkpoints let one through.
 */
public final class WriterLock {
  private static final long LEDGER = 0x6c65646765720001L;

  /** Whether this session is the writer from now on. */
  public static Uni<Boolean> tryTake(SqlConnection connection) {
    return connection
        .query("select pg_try_advisory_lock(" + LEDGER + ")")
        .execute()
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Gives up what this session holds, before its connection goes back to the pool. */
  public static Uni<Void> release(SqlConnection connection) {
    return connection.query("select pg_advisory_unlock_all()").execute().replaceWithVoid();
  }

  private WriterLock() {}
}
