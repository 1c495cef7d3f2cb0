package dev.countersign.gateway.operation;

import static java.util.Optional.empty;
import static java.util.Optional.of;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import dev.countersign.gateway.resource.Named;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With very many operations each list is found by an index, and none reads all of them. */
class ListingTest {
  private static final String ROWS =
      """
      insert into operation (operation_id, operation, resource_key, resource_identifier, requester,
        state, version, requested_at, updated_at, view)
      select lpad(n::text, 12, '0'), 'reboot_instance',
        '111122223333:eu-central-1:rds:db:db-' || n % 5000, 'dev-' || n % 5000, 'ada-' || n % 500,
        case when n % 1000 = 0 then 'failed' else 'started' end, 1, now(),
        now() - make_interval(secs => n),
        case when n % 1000 = 0 then '{"decision": {"environment": "staging"}, "outcome": {"success": false}}'
          else '{"decision": {"environment": "test"}}' end::jsonb
      from generate_series(1, 50000) n
      """;

  @SuppressWarnings("NullAway.Init")
  private static Database database;

  @BeforeAll
  static void fill() throws SQLException {
    database = TestInfra.shared().database("listing");
    Migrate.run(
        "gateway",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        ListingTest.class.getClassLoader());
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(ROWS);
      statement.execute("analyze operation");
    }
  }

  @Test
  void everyFilterIsAnsweredByAnIndex() throws SQLException {
    var arn = "arn:aws:rds:eu-central-1:111122223333:db:DEV-7";
    var filters =
        Map.of(
            "operation_by_identifier", filter(of(arn), empty(), empty()),
            "operation_by_resource",
                filter(of("111122223333:eu-central-1:rds:db:db-7"), empty(), empty()),
            "operation_by_environment", filter(empty(), of("staging"), empty()),
            "operation_by_success", filter(of("false")),
            "operation_by_requester", filter(empty(), empty(), of("ada-7")));
    for (var entry : filters.entrySet()) {
      var plan = plan(entry.getValue());
      assertTrue(plan.contains(entry.getKey()), entry.getKey() + '\n' + plan);
      assertFalse(plan.contains("Seq Scan"), plan);
    }
  }

  private static OperationFilter filter(
      Optional<String> instance, Optional<String> environment, Optional<String> requester) {
    return new OperationFilter(
        instance.map(text -> Named.Field.INSTANCE.parse(text).orElseThrow()),
        Optional.empty(),
        Optional.empty(),
        requester,
        environment,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        50);
  }

  private static OperationFilter filter(Optional<String> success) {
    return new OperationFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        success,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        50);
  }

  private static String plan(OperationFilter filter) throws SQLException {
    var where = filter.where();
    var text = where.text();
    for (var i = where.values().size(); i >= 1; i--) {
      text = text.replace("$" + i, "'" + where.values().getString(i - 1) + "'");
    }
    var lines = new ArrayList<String>();
    try (var connection = connect();
        var statement = connection.createStatement();
        var plan =
            statement.executeQuery(
                "explain " + OperationQueries.listing(text, filter.order(), filter.limit()))) {
      while (plan.next()) {
        lines.add(plan.getString(1));
      }
    }
    return String.join("\n", lines);
  }

  private static Connection connect() throws SQLException {
    return TestInfra.shared().postgres().connect(database.name());
  }
}
