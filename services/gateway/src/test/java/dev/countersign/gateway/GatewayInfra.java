package dev.countersign.gateway;

import dev.countersign.embedded.TestInfra;
import dev.countersign.relay.migration.Migrate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker, a migrated database, and an identity provider's public key. */
public class GatewayInfra implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    var infra = TestInfra.shared();
    var database = infra.database("gateway");
    Migrate.run(
        "gateway",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        GatewayInfra.class.getClassLoader());
    return Map.of(
        "kafka.bootstrap.servers", infra.bootstrapServers(),
        "quarkus.datasource.reactive.url", database.reactiveUrl(),
        "quarkus.datasource.username", database.runtime(),
        "quarkus.datasource.password", database.runtimePassword(),
        "quarkus.oidc.public-key", Tokens.publicKey());
  }

  @Override
  public void stop() {}
}
