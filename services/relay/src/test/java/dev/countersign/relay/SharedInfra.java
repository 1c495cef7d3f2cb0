package dev.countersign.relay;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the test service a real broker and a migrated database of its own. */
public class SharedInfra implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    var infra = TestInfra.shared();
    return settings(infra.bootstrapServers(), migrated(infra.database("echo")));
  }

  static Database migrated(Database database) {
    Migrate.run(
        "echo",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        SharedInfra.class.getClassLoader());
    return database;
  }

  static Map<String, String> settings(String bootstrapServers, Database database) {
    return Map.of(
        "kafka.bootstrap.servers", bootstrapServers,
        "quarkus.datasource.reactive.url", database.reactiveUrl(),
        "quarkus.datasource.username", database.runtime(),
        "quarkus.datasource.password", database.runtimePassword());
  }

  @Override
  public void stop() {}
}
