package dev.countersign.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", // connection failure
        "40001", // serialization failure
        "40P01", // deadlock
        "53300", // too many connections
        "55P03", // lock not available
        "57014", // cancelled by a timeout
        "57P01", // the server shuts down
        "25006", // read-only: a standby that was not promoted yet
        "28P01", // the password was rotated
        "42P01", // a table is missing: the migration is late
        "42501", // a grant is missing
        "0A000", // a cached plan that a migration has made invalid
        "26000", // a prepared statement that the server has forgotten
        "58030", // the disk
        "XX001" // damaged data
      })
  void theSurroundingsFaultsPass(String sqlState) {
    assertTrue(Faults.pass(refused(sqlState)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22012", // division by zero
        "22P05", // a character that cannot be stored
        "23502", // not null
        "23505", // unique
        "P0001", // raised by a trigger
        "54000", // an index row that is too large
        "54001", // nested too deeply for the server's stack
        "21000", // the same row twice in one statement
        "44000", // a view's check
        "ZZ000" // none that is known: it may not wait for ever
      })
  void theRecordsOwnFaultsStay(String sqlState) {
    assertFalse(Faults.pass(refused(sqlState)));
  }

  @Test
  void aBrokenConnectionPassesHoweverItIsWrapped() {
    assertTrue(Faults.pass(new CompletionException(new IOException("broken pipe"))));
    assertTrue(Faults.pass(new VertxException("Connection was closed")));
    assertTrue(Faults.pass(new NoStackTraceThrowable("Timeout")));
    assertTrue(Faults.pass(new IllegalStateException("Pool closed")));
  }

  @Test
  void aBugStays() {
    assertFalse(Faults.pass(new ArithmeticException()));
    assertFalse(Faults.pass(new IllegalStateException("no such state")));
    assertFalse(Faults.pass(new IllegalStateException()));
    assertFalse(Faults.pass(new StackOverflowError()));
    assertTrue(Faults.pass(new OutOfMemoryError()));
  }

  private static PgException refused(String sqlState) {
    return new PgException("refused", "ERROR", sqlState, null);
  }
}
