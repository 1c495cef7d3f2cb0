package dev.countersign.relay;

import dev.countersign.embedded.Ports;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A database that has been in use, and an address at which no broker answers. */
public class BrokerlessInfra implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    var database = SharedInfra.migrated(TestInfra.shared().database("echo"));
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.owner(), database.ownerPassword());
        var sql = connection.createStatement()) {
      sql.execute("insert into inbox (source, event_id, consumer) values ('a', 'b', 'c')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return SharedInfra.settings("127.0.0.1:" + Ports.free(), database);
  }

  @Override
  public void stop() {}
}
