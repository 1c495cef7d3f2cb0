package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What becomes of a database of the version whose keys were {@code account:region:id}. */
class OldDataTest {
  private static final String BEFORE = "119";
  private static final String KEY = "111122223333:eu-central-1:db-ABC";

  private final TestInfra infra = TestInfra.shared();
  private final Database database = infra.database("policy");

  @Test
  void whatWasDecidedIsLeftToTheLedgerAndWhatThereWasIsDiscoveredAgain() throws SQLException {
    migrate(BEFORE);
    inUse("approved", "null");

    migrate("latest");

    assertEquals(0, number("select count(*) from cases"));
    assertEquals(0, number("select count(*) from resources"));
    assertEquals(0, number("select count(*) from gone_resources"));
    assertEquals(1, number("select count(*) from announced_rules"));
  }

  @Test
  void whatWaitsHasToBeDecidedBeforeTheTablesAreChanged() throws SQLException {
    migrate(BEFORE);
    inUse("parked", "now()");

    var refused = assertThrows(RuntimeException.class, () -> migrate("latest"));

    var words = String.valueOf(refused.getMessage());
    assertTrue(words.contains("Requests wait for their decision"), words);
    // Nothing was lost, and the version before can go on with it.
    assertEquals(1, number("select count(*) from instances"));
    run("update cases set state = 'refused', due_at = null");
    run(
        "insert into outbox (source, event_id, topic, key, headers) values ('s', 'e', 't', 'k',"
            + " '{}')");
    assertThrows(RuntimeException.class, () -> migrate("latest"));
    run("update outbox set sent_at = now()");
    migrate("latest");
    assertEquals(0, number("select count(*) from cases"));
  }

  private void inUse(String state, String due) throws SQLException {
    run("insert into instances values ('%s', 'dev-postgres-01', '{}', now())".formatted(KEY));
    run("insert into gone_instances values ('%s', now())".formatted(KEY + "X"));
    run("insert into announced_rules (version) values ('abc')");
    run(
        "insert into cases values ('op-1', '%s', '%s', '{}', %s, '{}', 1, 1, now())"
            .formatted(KEY, state, due));
  }

  private void migrate(String version) {
    Migrate.run(
        "policy",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        OldDataTest.class.getClassLoader(),
        version);
  }

  private void run(String sql) throws SQLException {
    try (var connection = infra.postgres().connect(database.name());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (var connection = infra.postgres().connect(database.name());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
