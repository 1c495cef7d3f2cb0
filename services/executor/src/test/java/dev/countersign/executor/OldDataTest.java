package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a database of the version whose keys were {@code account:region:id}. */
class OldDataTest {
  private static final String BEFORE = "119";
  private static final String OLD_KEY = "111122223333:eu-central-1:db-ABC";
  private static final String KEY = "111122223333:eu-central-1:rds:db:db-ABC";

  private final TestInfra infra = TestInfra.shared();
  private final Database database = infra.database("executor");

  @Test
  void whatHasEndedStaysUnderItsNewKeySoThatNoneIsDoneTwice() throws SQLException {
    migrate(BEFORE);
    execution("succeeded", "now()", "null");
    execution("indeterminate", "now()", "'{}'");
    run(
        """
        insert into instances (instance_key, account, region, identifier, fingerprint, observed_at)
        values ('%s', '111122223333', 'eu-central-1', 'dev-postgres-01', 'f', now())
        """
            .formatted(OLD_KEY));

    migrate("latest");

    assertEquals(
        List.of("indeterminate", "succeeded"),
        texts("select operation_id from executions order by 1"));
    assertEquals(List.of(KEY), texts("select distinct resource_key from executions"));
    assertEquals(List.of(KEY), texts("select distinct exclusion_key from executions"));
    assertEquals(List.of(), texts("select resource_key from resources"));
  }

  @Test
  void whatIsUnderWayOrNotResolvedHasToEndBeforeTheTablesAreChanged() throws SQLException {
    migrate(BEFORE);
    execution("started", "null", "null");
    refused();
    run("update executions set ended_at = now(), state = '{\"outcome\": \"indeterminate\"}'");
    refused();
    run("update executions set resolution = '{}'");
    run(
        "insert into outbox (source, event_id, topic, key, headers) values ('s', 'e', 't', 'k',"
            + " '{}')");
    refused();
    // Nothing was changed by that.
    assertEquals(List.of(OLD_KEY), texts("select instance_key from executions"));
    run("update outbox set sent_at = now()");

    migrate("latest");

    assertEquals(List.of(KEY), texts("select resource_key from executions"));
  }

  private void refused() {
    var refused = assertThrows(RuntimeException.class, () -> migrate("latest"));
    var words = String.valueOf(refused.getMessage());
    assertTrue(words.contains("Operations are under way"), words);
  }

  private void execution(String outcome, String endedAt, String resolution) throws SQLException {
    run(
        "insert into executions (operation_id, instance_key, operation, environment, envelope,"
            + " correlation_id, phase, state, ended_at, resolution) values ('%1$s', '%2$s',"
                .formatted(outcome, OLD_KEY)
            + " 'reboot_instance', 'development', '{}', 'c', 'ended',"
            + " '{\"outcome\": \"%s\"}', %s, %s)".formatted(outcome, endedAt, resolution));
  }

  private void migrate(String version) {
    Migrate.run(
        "executor",
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

  private List<String> texts(String sql) throws SQLException {
    try (var connection = infra.postgres().connect(database.name());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
