package dev.countersign.bench.executor;

import dev.countersign.bench.executor.Cloud.Where;
import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.Ports;
import dev.countersign.embedded.PostgresProcess;
import dev.countersign.embedded.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that the executor needs around it, as processes of their own. */
final class Stage implements AutoCloseable {
  private static final List<String> EXECUTOR_JVM =
      List.of(
          "-Xms32m", "-Xmx192m", "-XX:+ExitOnOutOfMemoryError", "-Dcountersign.process=executor");

  private final Path home;
  private final Path folder;
  private final KeyPair key = Policy.newKey();
  private final PostgresProcess postgres;
  private final BrokerProcess broker;
  private final Program simulator;
  private final String simulatorUrl;
  private final Database database;

  /** Up, all but the executor. */
  Stage(Path home, Path folder) throws IOException, InterruptedException {
    this.home = home;
    this.folder = folder;
    this.postgres = PostgresProcess.at(folder.resolve("postgres"), 0, log("postgres"));
    this.broker = BrokerProcess.at(folder.resolve("broker"), 0, log("broker"));
    var port = Ports.free();
    this.simulatorUrl = "http://127.0.0.1:" + port;
    this.simulator =
        new Program(
            "simulator",
            log("simulator"),
            List.of("-Xmx512m"),
            List.of(
                home.resolve("platform/simulator/target/app/simulator.jar").toString(),
                "--empty",
                "--port",
                Integer.toString(port),
                "--speed",
                "0",
                "--data",
                folder.resolve("simulator").toString()),
            Map.of(),
            simulatorUrl + "/_admin/health");
    postgres.launch();
    broker.launch();
    simulator.start();
    broker.awaitReady();
    broker.createTopics();
    postgres.awaitReady();
    this.database = postgres.createDatabase("executor", "owner-of-a-bench", "bench");
    migrate();
  }

  Cloud cloud() {
    return new Cloud(new Simulator(simulatorUrl));
  }

  Policy policy() {
    return new Policy(key, broker.bootstrapServers());
  }

  Records records() {
    return new Records(postgres.server(), database);
  }

  /**
   * An executor, not started yet.
   *
   * @param limits lines for each account of the accounts file, or an empty text
   * @param more settings that differ from those of production
   */
  Program executor(List<Where> places, String limits, Map<String, String> more) throws IOException {
    var port = Ports.free();
    var settings = new HashMap<String, String>();
    settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    settings.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    // This broker has no users, so nobody has rights that could be checked.
    settings.put("COUNTERSIGN_KAFKA_RIGHTS_CHECK", "off");
    settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
    settings.put("QUARKUS_DATASOURCE_USERNAME", database.runtime());
    settings.put("QUARKUS_DATASOURCE_PASSWORD", database.runtimePassword());
    settings.put("COUNTERSIGN_EXECUTOR_AWS_ENDPOINT", simulatorUrl);
    settings.put("COUNTERSIGN_EXECUTOR_DECISION_KEYS_FILE", file("keys.pem", Policy.pem(key)));
    settings.put(
        "COUNTERSIGN_EXECUTOR_ACCOUNTS_FILE", file("accounts.yaml", accounts(places, limits)));
    settings.put("AWS_ACCESS_KEY_ID", "AKIALOCALEXECUTOR");
    settings.put("AWS_SECRET_ACCESS_KEY", "local-executor-secret");
    settings.putAll(more);
    return new Program(
        "executor",
        log("executor"),
        EXECUTOR_JVM,
        List.of(application().resolve("quarkus-run.jar").toString()),
        settings,
        "http://127.0.0.1:" + port + "/q/health/ready");
  }

  private static String accounts(List<Where> places, String limits) {
    var regions =
        places.stream()
            .collect(
                Collectors.groupingBy(
                    Where::account, Collectors.mapping(Where::region, Collectors.joining(", "))));
    var text = new StringBuilder("accounts:\n");
    regions.forEach((account, names) ->
        text.append("  - id: \"" + account + "\"\n")
            .append("    role_arn: arn:aws:iam::" + account + ":role/CountersignExecutor\n")
            .append("    external_id: countersign\n")
            .append("    regions: [" + names + "]\n")
            .append(limits));
    return text.toString();
  }

  /** The service's own migration command, out of its own artifact. */
  private void migrate() throws IOException, InterruptedException {
    var libraries = application().resolve("app") + "/*:" + application().resolve("lib/main") + "/*";
    var builder =
        new ProcessBuilder(
                Program.java("java").toString(),
                "-cp",
                libraries,
                "dev.countersign.chassis.migration.Migrate",
                "executor")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log("migrate").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "COUNTERSIGN_MIGRATE_URL", database.jdbcUrl(),
                "COUNTERSIGN_MIGRATE_USERNAME", database.owner(),
                "COUNTERSIGN_MIGRATE_PASSWORD", database.ownerPassword(),
                "COUNTERSIGN_MIGRATE_RUNTIME_ROLE", database.runtime()));
    if (builder.start().waitFor() != 0) {
      throw new IOException("the migrations failed, see " + log("migrate"));
    }
  }

  private Path application() {
    return home.toAbsolutePath().resolve("services/executor/target/quarkus-app");
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** An interval as a setting. */
  static String millis(Duration time) {
    return time.toMillis() + "ms";
  }

  @Override
  public void close() {
    simulator.close();
    broker.close();
    postgres.close();
  }
}
