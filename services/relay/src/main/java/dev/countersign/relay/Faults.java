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
   * partition for one record or puts a whole topic into quarantine because a database was down, so
   * whatever does not depend on the record's content counts as passing.
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
          VirtualMachineError _ ->
          true;
      // Vert.x says so of a pool or a client that is shut down.
      case IllegalStateException closed ->
          closed.getMessage() != null && closed.getMessage().contains("closed");
      default -> false;
    };
  }

  // https://www.postgresql.org/docs/18/errcodes-appendix.html
  private static boolean passes(String sqlState) {
    if (sqlState == null || sqlState.length() != 5) {
      return true;
    }
    return switch (sqlState.substring(0, 2)) {
      // The value's fault (data exception, constraint), or raised on purpose by a function.
      case "22", "23", "44", "P0" -> false;
      // Connection, rollback by deadlock or serialization, resources, shutdown, a wrong password.
      // Class 42 too: a missing table or grant depends on the deployment, not on the record; it
      // would quarantine everything that arrives while a migration is late.
      default -> true;
    };
  }

  private Faults() {}
}
