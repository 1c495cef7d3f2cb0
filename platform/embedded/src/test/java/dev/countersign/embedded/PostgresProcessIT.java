package dev.countersign.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProcessIT {
  @TempDir Path folder;

  @Test
  void whatWasCommittedIsThereAfterAKill() throws SQLException {
    try (var postgres = PostgresProcess.start(folder, 0)) {
      var database = postgres.createDatabase("policy", "owner-secret", "runtime-secret");
      try (var owner = owner(postgres, database)) {
        run(owner, "create table kept (word text)");
        run(owner, "insert into kept values ('still here')");
        assertEquals("on", ask(owner, "show fsync"));
        assertEquals("on", ask(owner, "show synchronous_commit"));

        postgres.kill9();
      }
      assertFalse(postgres.alive());
      postgres.start();

      try (var owner = owner(postgres, database)) {
        assertEquals("still here", ask(owner, "select word from kept"));
      }
    }
  }

  @Test
  void aServerThatItsParentLeftBehindGivesWay() throws SQLException {
    var leftBehind = PostgresProcess.start(folder, 0);
    try (var heir = PostgresProcess.start(folder, 0);
        var admin = heir.server().connect("postgres")) {
      assertFalse(leftBehind.alive());
      assertEquals("1", ask(admin, "select 1"));
    }
  }

  @Test
  void theRuntimeRoleOwnsNothingAndOtherServicesStayOutside() throws SQLException {
    try (var postgres = PostgresProcess.startQuick(folder, 0)) {
      var policy = postgres.createDatabase("policy", "owner-secret", "runtime-secret");
      var audit = postgres.createDatabase("audit", "other-secret", "another-secret");
      var server = postgres.server();
      try (var runtime =
          server.connect(policy.name(), policy.runtime(), policy.runtimePassword())) {
        assertThrows(SQLException.class, () -> run(runtime, "create table mine (word text)"));
      }
      assertThrows(
          SQLException.class,
          () -> server.connect(policy.name(), audit.runtime(), audit.runtimePassword()).close());
      assertThrows(
          SQLException.class,
          () -> server.connect(policy.name(), policy.runtime(), "wrong").close());
    }
  }

  @Test
  void severalProcessesMayUnpackAtOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Path> unpack = PostgresBinaries::unpacked;
      for (var home : threads.invokeAll(Collections.nCopies(4, unpack))) {
        assertEquals(PostgresBinaries.unpacked(), home.get());
      }
    }
  }

  private static Connection owner(PostgresProcess postgres, Database database) throws SQLException {
    return postgres.server().connect(database.name(), database.owner(), database.ownerPassword());
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
