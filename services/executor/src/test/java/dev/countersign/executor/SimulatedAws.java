package dev.countersign.executor;

import dev.countersign.chassis.migration.Migrate;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.SimulatorProcess;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the executor a real broker, a migrated database, and the simulator as a process of its own.
 */
public class SimulatedAws implements QuarkusTestResourceLifecycleManager {
  /** Sessions of 900 s live for 3 s, a reboot takes a fifth of a second. */
  static final double SPEED = 300;

  private static final String ACCOUNTS =
      """
      accounts:
        - id: "111122223333"
          name: workloads
          role_arn: arn:aws:iam::111122223333:role/CountersignExecutor
          external_id: countersign
          regions: [eu-central-1, us-east-1]
        - id: "444455556666"
          role_arn: arn:aws:iam::444455556666:role/CountersignExecutor
          external_id: countersign
          regions: [eu-central-1, us-east-1]
          limits: {max_in_flight: 2}
        - id: "999999999999"
          role_arn: arn:aws:iam::999999999999:role/NobodyMadeThisRole
          regions: [eu-central-1]
      """;

  private @Nullable SimulatorProcess simulator;

  @Override
  public Map<String, String> start() {
    var infra = TestInfra.shared();
    var folder = folder();
    var aws = SimulatorProcess.start(folder.resolve("simulator"), 0, SPEED);
    simulator = aws;
    System.setProperty("countersign.test.simulator", aws.url());
    System.setProperty("countersign.test.kafka", infra.bootstrapServers());
    System.setProperty("aws.accessKeyId", "AKIALOCALEXECUTOR");
    System.setProperty("aws.secretAccessKey", "local-executor-secret");
    var settings = settings(infra, migrated(infra.database("executor")), folder, aws.url());
    // Nobody is killed here: an executor that did not get the processor for a while keeps what it
    // has.
    settings.put("countersign.executor.lease", "12s");
    return settings;
  }

  static Map<String, String> settings(
      TestInfra infra, Database database, Path folder, String endpoint) {
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", infra.bootstrapServers());
    settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
    settings.put("quarkus.datasource.username", database.runtime());
    settings.put("quarkus.datasource.password", database.runtimePassword());
    settings.put("quarkus.http.test-port", "0");
    settings.put("quarkus.log.console.json.enabled", "false");
    settings.put("countersign.relay.exit-on-dead-channel", "false");
    settings.put("countersign.executor.aws-endpoint", endpoint);
    settings.put("countersign.executor.poll-interval", "200ms");
    settings.put("countersign.executor.discovery-interval", "1s");
    settings.put("countersign.executor.settle", "500ms");
    settings.put(
        "countersign.executor.decision-keys-file",
        write(folder.resolve("keys.pem"), Approvals.publicKeyPem()).toString());
    settings.put(
        "countersign.executor.accounts-file",
        write(folder.resolve("accounts.yaml"), ACCOUNTS).toString());
    return settings;
  }

  static Database migrated(Database database) {
    Migrate.run(
        "executor",
        database.jdbcUrl(),
        database.owner(),
        database.ownerPassword(),
        database.runtime(),
        SimulatedAws.class.getClassLoader());
    return database;
  }

  static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "aws-")
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (simulator != null) {
      simulator.close();
    }
  }
}
