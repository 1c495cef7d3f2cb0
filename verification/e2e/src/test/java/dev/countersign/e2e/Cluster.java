package dev.countersign.e2e;

import dev.countersign.client.Countersign;
import dev.countersign.client.Settings;
import dev.countersign.contracts.KafkaRights;
import dev.countersign.embedded.Certificate;
import dev.countersign.embedded.ChildFailed;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.GuardedBroker;
import dev.countersign.embedded.Ports;
import dev.countersign.embedded.PostgresProcess;
import dev.countersign.embedded.ServiceProcess;
import dev.countersign.embedded.Simulator;
import dev.countersign.embedded.SimulatorProcess;
import dev.countersign.local.home.Accounts;
import dev.countersign.local.home.BearerToken;
import dev.countersign.local.home.DataFolder;
import dev.countersign.local.home.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Services as a platform team would run them: several instances of each, a broker that checks
 * rights, passwords in files. One of two reaches broker and database over TLS, with the settings of
 * the manifests. Nobody watches over them.
 */
final class Cluster implements AutoCloseable {
  private static final double SPEED = 200;
  private static final String SNAPSHOTS = "10000";

  private final Path home;
  private final DataFolder data;
  private final KeyFiles keys;
  private final Certificate certificate;
  private final PostgresProcess postgres;
  private final SimulatorProcess simulator;
  private final GuardedBroker broker;
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, Database> databases = new HashMap<>();
  private final List<ServiceProcess> replicas = new ArrayList<>();
  private List<Path> beside = List.of();

  Cluster(Path home, Path folder) throws Exception {
    this.home = home;
    this.data = new DataFolder(folder);
    data.prepare();
    this.keys = new KeyFiles(data.secrets());
    certificate = Certificate.make(data.secrets());
    postgres = PostgresProcess.startQuick(data.postgres(), certificate);
    // Clients make snapshots as long as it takes, and a region of AWS holds a hundred.
    simulator = SimulatorProcess.start(data.simulator(), 0, SPEED, "--snapshot-quota", SNAPSHOTS);
    broker = GuardedBroker.start(data.broker(), certificate);
    for (var rights : KafkaRights.values()) {
      var service = rights.principal();
      databases.put(
          service,
          postgres.createDatabase(service, service + "-owner-password", service + "-password"));
    }
    migrate(home);
  }

  /** Every replica that is made from now on has these on its class path, too. */
  void withOnTheClassPath(Path more) {
    beside = List.of(more);
  }

  GuardedBroker broker() {
    return broker;
  }

  Simulator simulator() {
    return simulator.admin();
  }

  /** The API by way of one gateway, as somebody of this group. */
  Countersign api(ServiceProcess gateway, String user, String group) throws IOException {
    var token = token(user, group);
    return new Countersign(Settings.of(gateway.url(), () -> token));
  }

  String token(String user, String group) throws IOException {
    return new BearerToken(user, List.of(group), Duration.ofHours(1))
        .signed(keys.token(), Instant.now());
  }

  /** The services that have encrypted sessions with their database, and those that have others. */
  Map<Boolean, Set<String>> encrypted() throws SQLException {
    var services = new HashMap<Boolean, Set<String>>();
    try (var connection = postgres.server().connect("postgres");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT DISTINCT ssl, datname FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)"
                    + " WHERE datname <> current_database()")) {
      while (rows.next()) {
        services.computeIfAbsent(rows.getBoolean(1), _ -> new TreeSet<>()).add(rows.getString(2));
      }
    }
    return services;
  }

  /** Not started yet. */
  ServiceProcess replica(String service, int number) throws IOException {
    return replica(service, number, Map.of());
  }

  ServiceProcess replica(String service, int number, Map<String, String> more) throws IOException {
    return replica(home, service, number, more);
  }

  /**
   * Of another version; what it has of its own is where the other of its name and number has it.
   */
  ServiceProcess replica(Path version, String service, int number) throws IOException {
    return replica(version, service, number, Map.of());
  }

  private ServiceProcess replica(Path version, String service, int number, Map<String, String> more)
      throws IOException {
    var name = service + "-" + number;
    var environment = environment(service, number);
    environment.putAll(more);
    environment.values().removeIf(String::isEmpty);
    var replica =
        new ServiceProcess(
            name,
            ServiceProcess.application(version, service),
            port(name),
            environment,
            data.log(name));
    replica.addToClassPath(beside);
    replicas.add(replica);
    return replica;
  }

  /** All databases to what a version needs, as the documentation has it for operators. */
  void migrate(Path version) throws Exception {
    for (var service : databases.keySet()) {
      migrate(version, service);
    }
  }

  private void migrate(Path version, String service) throws Exception {
    var database = Objects.requireNonNull(databases.get(service));
    var application = ServiceProcess.application(version, service);
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            application.resolve("app") + "/*:" + application.resolve("lib/main") + "/*",
            "dev.countersign.chassis.migration.Migrate",
            service);
    command
        .environment()
        .put(
            "COUNTERSIGN_MIGRATE_URL",
            database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + certificate.authority());
    command.environment().put("COUNTERSIGN_MIGRATE_USERNAME", database.owner());
    command.environment().put("COUNTERSIGN_MIGRATE_PASSWORD", database.ownerPassword());
    command.environment().put("COUNTERSIGN_MIGRATE_RUNTIME_ROLE", database.runtime());
    var log = data.log("migrate-" + service).toFile();
    var process = command.redirectErrorStream(true).redirectOutput(log).start();
    if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new ChildFailed("the migration failed: " + Files.readString(log.toPath()));
    }
  }

  private Map<String, String> environment(String service, int number) throws IOException {
    var database = Objects.requireNonNull(databases.get(service));
    var all = new HashMap<String, String>();
    var kafka = overTls(number) ? broker.client(service, certificate) : broker.client(service);
    kafka.forEach(
        (key, value) -> all.put("KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
    all.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
    if (overTls(number)) {
      all.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "verify-full");
      all.put("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");
      all.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM", "true");
      all.put(
          "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
          certificate.authority().toString());
    }
    all.put("QUARKUS_DATASOURCE_USERNAME", database.runtime());
    all.put("COUNTERSIGN_DATABASE_PASSWORD_FILE", passwordFile(database).toString());
    all.put("QUARKUS_OIDC_PUBLIC_KEY", keys.tokenVerifying());
    all.put("QUARKUS_OIDC_TOKEN_ISSUER", BearerToken.ISSUER);
    switch (service) {
      case "gateway" -> {
        all.put("COUNTERSIGN_GATEWAY_SIGNING_KEY_FILE", keys.signing("gateway").toString());
        all.put("COUNTERSIGN_GATEWAY_AUDIT_URL", "http://127.0.0.1:" + port("audit-" + number));
        all.put("COUNTERSIGN_GATEWAY_POLICY_URL", "http://127.0.0.1:" + port("policy-" + number));
        all.put(
            "COUNTERSIGN_GATEWAY_EXECUTOR_URL", "http://127.0.0.1:" + port("executor-" + number));
        all.put("COUNTERSIGN_GATEWAY_RATE_LIMIT_REQUESTS", "0");
        // As long as a balancer needs to notice, on a busy machine, too.
        all.put("QUARKUS_SHUTDOWN_DELAY", "8s");
      }
      case "policy" -> {
        keys.signing("gateway");
        all.put("COUNTERSIGN_POLICY_SIGNING_KEY_FILE", keys.signing("policy").toString());
        all.put("COUNTERSIGN_POLICY_REQUEST_KEYS_FILE", keys.verifying("gateway").toString());
      }
      case "executor" -> {
        keys.signing("policy");
        all.put("COUNTERSIGN_EXECUTOR_DECISION_KEYS_FILE", keys.verifying("policy").toString());
        all.put("COUNTERSIGN_EXECUTOR_ACCOUNTS_FILE", Accounts.file(data).toString());
        all.put("COUNTERSIGN_EXECUTOR_AWS_ENDPOINT", simulator.url());
        all.put("COUNTERSIGN_EXECUTOR_POLL_INTERVAL", "500ms");
        all.put("COUNTERSIGN_EXECUTOR_DISCOVERY_INTERVAL", "5s");
        all.put("COUNTERSIGN_EXECUTOR_SETTLE", "500ms");
        all.put("COUNTERSIGN_EXECUTOR_CALLS_PER_SECOND", "1000");
        all.put("AWS_ACCESS_KEY_ID", "AKIALOCALEXECUTOR");
        all.put("AWS_SECRET_ACCESS_KEY", "local-executor-secret");
        all.put("AWS_REGION", "eu-central-1");
      }
      case "audit" -> {
        all.put("COUNTERSIGN_AUDIT_SIGNING_KEY_FILE", keys.signing("audit").toString());
        all.put("COUNTERSIGN_AUDIT_ORIGIN", "countersign.local/ledger");
      }
      default -> throw new IllegalArgumentException(service);
    }
    return all;
  }

  /** The second of each: with both of them the whole suite took half a minute longer. */
  private static boolean overTls(int number) {
    return number == 2;
  }

  private Path passwordFile(Database database) throws IOException {
    return Files.writeString(
        data.secrets().resolve(database.runtime() + ".password"),
        database.runtimePassword() + "\n");
  }

  private int port(String name) {
    return ports.computeIfAbsent(name, _ -> Ports.free());
  }

  @Override
  public void close() {
    replicas.forEach(ServiceProcess::kill9);
    simulator.close();
    broker.close();
    postgres.close();
  }
}
