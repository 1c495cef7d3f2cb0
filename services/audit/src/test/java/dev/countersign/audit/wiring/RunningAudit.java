package dev.countersign.audit.wiring;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A real broker, a migrated database and keys for one run of the service. */
public class RunningAudit implements QuarkusTestResourceLifecycleManager {
  static final String ISSUER = "https://issuer.test";

  private static final String TOKEN_KEY = "countersign.test-token-key";

  @Override
  public Map<String, String> start() {
    var infra = TestInfra.shared();
    var database = migrated(infra.database("audit"));
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", infra.bootstrapServers());
    settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
    settings.put("quarkus.datasource.username", database.runtime());
    settings.put("quarkus.datasource.password", database.runtimePassword());
    settings.put("countersign.audit.origin", "countersign.test/ledger");
    settings.put("countersign.audit.signing-key-file", newKeyFile().toString());
    settings.put("quarkus.oidc.token.issuer", ISSUER);
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      settings.put("quarkus.oidc.public-key", base64(pair.getPublic().getEncoded()));
      System.setProperty(TOKEN_KEY, base64(pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return settings;
  }

  @Override
  public void stop() {}

  /** What tokens are signed with; kept where every class loader of this JVM finds it. */
  static String tokenKey() {
    return System.getProperty(TOKEN_KEY);
  }

  static Database migrated(Database database) {
    return migrated(database, "latest");
  }

  static Database migrated(Database database, String version) {
    Migrate.run(
        "audit",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        RunningAudit.class.getClassLoader(),
        version);
    return database;
  }

  static Path newKeyFile() {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      var pem =
          "-----BEGIN PRIVATE KEY-----\n"
              + encoder.encodeToString(key.getEncoded())
              + "\n-----END PRIVATE KEY-----\n";
      var file = Files.createTempFile(Path.of("target").toAbsolutePath(), "audit-", ".pem");
      return Files.writeString(file, pem);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
