package dev.countersign.relay;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Tells faults that pass from faults that stay with the record. */
final class Faults {
  /**
   * Whether trying again later can help, however long it takes. A wrong answer here either stalls a
   * partition for one record or puts a whole topic into quarantine because a database was down:
   * what depends on the record's content never passes, what depends on the deployment does.
   */
  static boolean pass(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (passes(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passes(Throwable fault) {
    return switch (fault) {
      case PgException refused -> passes(refused.getSqlState());
      case InfrastructureFault _,
          TransactionRollbackException _,
          VertxException _,
          NoStackTraceThrowable _,
          IOException _,
          TimeoutException _,
          io.smallrye.mutiny.TimeoutException _,
          RejectedExecutionException _,
          InterruptedException _,
          OutOfMemoryError _ ->
          true;
      // Vert.x says so of a pool or a client that is shut down.
      case IllegalStateException closed ->
          closed.getMessage() != null && closed.getMessage().contains("closed");
      default -> false;
    };
  }

  /**
   * By classes of https://www.postgresql.org/docs/18/errcodes-appendix.html. What is not here
   * depends on the statement's values, which come from the record: data exceptions (22),
   * constraints (23, 44), a limit of the program (54, an index row or a nesting that is too large),
   * a row met twice (21), raised on purpose (P0), and classes that are not known yet.
   */
  private static boolean passes(String sqlState) {
    if (sqlState == null || sqlState.length() != 5) {
      return true;
    }
    return switch (sqlState.substring(0, 2)) {
      case "08", // connection
          "0A", // a cached plan that a migration has made invalid
          "25", // read-only: a standby that was not promoted yet
          "26", // a prepared statement that the server has forgotten
          "28", // a rotated password
          "3D", // no such database
          "3F", // no such schema
          "40", // rolled back: deadlock, serialization
          // A missing table or grant. Statements are constants, so it depends on the deployment and
          // not on the record; it would quarantine all that arrives while a migration is late.
          "42",
          "53", // memory, disk, connections
          "55", // a lock, or an object in use
          "57", // shutdown, cancelled
          "58", // the system beneath
          "F0", // configuration
          "XX" -> // damaged data: nothing to be quarantined for
          true;
      default -> false;
    };
  }

  private Faults() {}
}
