package dev.countersign.gateway;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A database that has been in use by the version whose keys were {@code account:region:id}, and was
 * migrated since.
 */
public class OldDataInfra implements QuarkusTestResourceLifecycleManager {
  static final String OPERATION = "01a21c3b-a668-735b-bcbd-15818c4b6cb2";
  static final String OLD_KEY = "111122223333:eu-central-1:db-ABC";
  static final String IDENTIFIER = "dev-postgres-01";

  private static final String BEFORE = "119";
  private static final String EVENT =
      """
      {"operation_id": "%s", "operation": "create_snapshot", "instance": "%s",
       "instance_identifier": "%s", "requested_at": "2026-11-20T10:15:30.120Z",
       "client_address": "203.0.113.7",
       "requester": {"subject": "ada", "name": "Ada Lovelace", "groups": ["Operators"]}}
      """
          .formatted(OPERATION, OLD_KEY, IDENTIFIER);
  private static final String VIEW =
      """
      {"request": %s, "correlation_id": "c-1", "version": 2, "state": "%s",
       "decision": {"environment": "development", "classified_by": "tag",
         "rules": ["self-service@1"], "rules_version": "abc",
         "decided_at": "2026-11-20T10:15:30.131Z"},
       "outcome": {"success": true, "result": {"status": "available"}, "duration_seconds": 60.0,
         "finished_at": "2026-11-20T10:16:30.131Z"}}
      """;

  @Override
  public Map<String, String> start() {
    var infra = TestInfra.shared();
    var database = infra.database("gateway");
    migrate(database, BEFORE);
    try {
      inUse(infra, database, "succeeded");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    migrate(database, "latest");
    return GatewayInfra.settings(infra, database);
  }

  /** To the version before, or to this one. */
  static void migrate(Database database, String version) {
    Migrate.run(
        "gateway",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        OldDataInfra.class.getClassLoader(),
        version);
  }

  /** Tables of before, as the version before has left them. */
  static Database before(TestInfra infra) {
    var database = infra.database("gateway");
    migrate(database, BEFORE);
    return database;
  }

  /** An operation in this state, its first event, and what it was done to. */
  static void inUse(TestInfra infra, Database database, String state) throws SQLException {
    var request =
        EVENT.strip().substring(0, EVENT.strip().length() - 1)
            + ", \"parameters\": {\"snapshot_id\": \"before-upgrade\"}}";
    var view = VIEW.formatted(request, state);
    for (var insert :
        List.of(
            """
            insert into operation (operation_id, operation, instance_key, instance_identifier,
              requester, state, version, published, requested_at, view)
            values ('%s', 'create_snapshot', '%s', '%s', 'ada', '%s', 2, 1, now(), '%s'::jsonb)
            """
                .formatted(OPERATION, OLD_KEY, IDENTIFIER, state, view),
            """
            insert into history values ('%s', 1, 'dev.countersign.operation.requested.v1', 'e-1',
              '/countersign/gateway', 1, now(), '%s'::jsonb)
            """
                .formatted(OPERATION, EVENT),
            """
            insert into instance (instance_key, account, region, resource_id, identifier, arn, data)
            values ('%s', '111122223333', 'eu-central-1', 'db-ABC', '%s', 'arn', '{}')
            """
                .formatted(OLD_KEY, IDENTIFIER))) {
      run(infra, database, insert);
    }
  }

  static void run(TestInfra infra, Database database, String sql) throws SQLException {
    try (var connection = infra.postgres().connect(database.name());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void stop() {}
}
