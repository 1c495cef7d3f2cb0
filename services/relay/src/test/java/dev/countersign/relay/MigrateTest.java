package dev.countersign.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateTest {
  private static final ClassLoader THIS_VERSION = MigrateTest.class.getClassLoader();

  private final Database database = TestInfra.shared().database("echo");

  @TempDir private Path next;

  @Test
  void theHopAndTheServiceBothGoOnFromWhatADatabaseHasAlready() throws Exception {
    migrate(THIS_VERSION);
    try (var later = nextVersion()) {
      migrate(later);
      migrate(later);
    }
    assertEquals(1, count("pg_tables where tablename = 'later_hop'"));
    assertEquals(1, count("pg_tables where tablename = 'later_service'"));
  }

  @Test
  void goingBackLeavesWhatTheNextVersionHasAdded() throws Exception {
    try (var later = nextVersion()) {
      migrate(later);
    }
    var before = count("flyway_schema_history");
    migrate(THIS_VERSION);
    assertEquals(before, count("flyway_schema_history"));
    assertEquals(1, count("pg_tables where tablename = 'later_hop'"));
  }

  @Test
  void itWarnsOfANewerSchemaAndNotOfWhatWasChosen() throws Exception {
    var warnings = new CopyOnWriteArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
              warnings.add(entry.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    // Not the root's: what runs beside this in the same JVM may warn of something else.
    var flyway = Logger.getLogger("org.flywaydb");
    flyway.addHandler(handler);
    try (var later = nextVersion()) {
      migrate(later);
      migrate(THIS_VERSION);
    } finally {
      flyway.removeHandler(handler);
    }
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.getFirst().contains("newer than the latest"), warnings::toString);
  }

  @Test
  void tablesOfAnEarlierBuildAreRefusedWithWhatToDo() throws Exception {
    migrate(THIS_VERSION);
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.owner(), database.ownerPassword());
        var statement = connection.createStatement()) {
      statement.execute("update flyway_schema_history set checksum = 1 where version = '100'");
    }
    var refused = assertThrows(IllegalStateException.class, () -> migrate(THIS_VERSION));
    var said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("another --data folder"), said);
  }

  /** This version, and one more migration of the hop and of the service each. */
  private URLClassLoader nextVersion() throws IOException {
    add("db/relay/V099__later.sql", "create table later_hop (id int);");
    add("db/echo/V199__later.sql", "create table later_service (id int);");
    return new URLClassLoader(new URL[] {next.toUri().toURL()}, THIS_VERSION);
  }

  private void add(String name, String statement) throws IOException {
    var file = next.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, statement);
  }

  private void migrate(ClassLoader version) {
    Migrate.run(
        "echo",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        version);
  }

  private int count(String what) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.owner(), database.ownerPassword());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + what)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
