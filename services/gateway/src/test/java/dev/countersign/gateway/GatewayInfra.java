package dev.countersign.gateway;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
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
    return settings(infra, database);
  }

  static Map<String, String> settings(TestInfra infra, Database database) {
    return Map.of(
        "countersign.gateway.signing-key-file", signingKey().toString(),
        "kafka.bootstrap.servers", infra.bootstrapServers(),
        "quarkus.datasource.reactive.url", database.reactiveUrl(),
        "quarkus.datasource.username", database.runtime(),
        "quarkus.datasource.password", database.runtimePassword(),
        "quarkus.oidc.public-key", Tokens.publicKey());
  }

  static Path signingKey() {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      var base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
      return Files.writeString(
          Files.createTempFile("gateway-test-", ".pem"),
          "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {}
}
