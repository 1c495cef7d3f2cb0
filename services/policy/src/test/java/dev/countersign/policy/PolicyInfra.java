package dev.countersign.policy;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import dev.countersign.policy.settings.PackagedSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/** A real broker, a migrated database, a settings file and a signing key for the service. */
public class PolicyInfra implements QuarkusTestResourceLifecycleManager {
  /** Votes are asked for on resources with a tag, which no other test's have. */
  private static final String VOTES =
      """
      approval_rules:
        - title: Two DBAs
          when: { tags: { Votes: two } }
          quorum: [{ group: DBA, count: 2 }]
          start_within: 1h
        - title: Two DBAs at once
          when: { tags: { Votes: hasty } }
          quorum: [{ group: DBA, count: 2 }]
          waiting: 2s
        - title: Two DBAs but in an emergency
          when: { tags: { Votes: emergency } }
          quorum: [{ group: DBA, count: 2 }]
      break_glass:
        when: { tags: { Votes: emergency } }
        skips: [approvals]
      """;

  @Override
  public Map<String, String> start() {
    var infra = TestInfra.shared();
    var database = migrated(infra.database("policy"));
    try {
      var folder = Files.createTempDirectory("policy-test");
      return Map.ofEntries(
          Map.entry("kafka.bootstrap.servers", infra.bootstrapServers()),
          Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
          Map.entry("quarkus.datasource.username", database.runtime()),
          Map.entry("quarkus.datasource.password", database.runtimePassword()),
          Map.entry("quarkus.http.test-port", "0"),
          Map.entry("quarkus.log.console.json.enabled", "false"),
          Map.entry("countersign.relay.exit-on-dead-channel", "false"),
          Map.entry("ENABLE_PRODUCTION_OPERATIONS", "true"),
          Map.entry("countersign.policy.signing-key-file", newKey(folder).toString()),
          Map.entry(
              "countersign.policy.request-keys-file",
              Files.writeString(folder.resolve("request-keys.pem"), Gateway.publicKeys())
                  .toString()),
          Map.entry("countersign.policy.settings", settings(folder).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Database migrated(Database database) {
    Migrate.run(
        "policy",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        PolicyInfra.class.getClassLoader());
    return database;
  }

  private static Path settings(Path folder) throws IOException {
    var text = new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);
    return Files.writeString(
        folder.resolve("policy-settings.yaml"),
        text.replace("parking_time: 10s", "parking_time: 3s") + VOTES);
  }

  private static Path newKey(Path folder) throws IOException {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      var base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
      return Files.writeString(
          folder.resolve("signing-key.pem"),
          "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {}
}
