package dev.countersign.local.run;

import dev.countersign.embedded.Database;
import dev.countersign.embedded.KafkaUsers;
import dev.countersign.local.home.Accounts;
import dev.countersign.local.home.BearerToken;
import dev.countersign.local.home.KeyFiles;
import dev.countersign.local.home.Passwords;
import dev.countersign.local.home.PrivateFiles;
import dev.countersign.local.signin.SignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Each service's environment: its own database, Kafka user and key, and nobody else's. */
final class ServiceSettings {
  private final UpOptions options;
  private final KeyFiles keys;
  private final KafkaUsers users;
  private final String kafka;
  private final @Nullable String simulator;

  ServiceSettings(UpOptions options, KafkaUsers users, String kafka, @Nullable String simulator) {
    this.options = options;
    this.keys = new KeyFiles(options.data().secrets());
    this.users = users;
    this.kafka = kafka;
    this.simulator = simulator;
  }

  /**
   * The settings of a service.
   *
   * @param ports of all services, by name
   */
  Map<String, String> of(String service, Database database, Map<String, Integer> ports)
      throws IOException {
    int port = ports.getOrDefault(service, 0);
    var all = new TreeMap<String, String>();
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    all.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
    // KAFKA_SECURITY_PROTOCOL and so on.
    users
        .login(service)
        .forEach((name, value) ->
            all.put("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
    // Nobody balances load here who would have to notice first.
    all.put("QUARKUS_SHUTDOWN_DELAY", "0s");
    all.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
    all.put("QUARKUS_DATASOURCE_USERNAME", database.runtime());
    all.put("QUARKUS_DATASOURCE_PASSWORD", database.runtimePassword());
    all.put("QUARKUS_OIDC_PUBLIC_KEY", keys.tokenVerifying());
    all.put("QUARKUS_OIDC_TOKEN_ISSUER", BearerToken.ISSUER);
    all.put("QUARKUS_OIDC_TOKEN_AUDIENCE", BearerToken.AUDIENCE);
    switch (service) {
      case "gateway" -> {
        all.put("COUNTERSIGN_GATEWAY_SIGNING_KEY_FILE", keys.signing("gateway").toString());
        all.put("COUNTERSIGN_GATEWAY_AUDIT_URL", url(ports, "audit"));
        all.put("COUNTERSIGN_GATEWAY_POLICY_URL", url(ports, "policy"));
        all.put("COUNTERSIGN_GATEWAY_EXECUTOR_URL", url(ports, "executor"));
        // Everybody on one machine is one address.
        all.put("COUNTERSIGN_GATEWAY_RATE_LIMIT_REQUESTS", "100000");
      }
      case "policy" -> policy(all);
      case "executor" -> executor(all);
      case "audit" -> {
        all.put("COUNTERSIGN_AUDIT_SIGNING_KEY_FILE", keys.signing("audit").toString());
        all.put("COUNTERSIGN_AUDIT_ORIGIN", "countersign.local/ledger");
      }
      default -> throw new IllegalArgumentException("no service is called " + service);
    }
    return all;
  }

  /** The console uses the API, and has nothing else. */
  Map<String, String> ofConsole(Map<String, Integer> ports, @Nullable String url, SignIn signIn)
      throws IOException {
    int port = ports.getOrDefault(UpOptions.CONSOLE, 0);
    var passwords = new Passwords(options.data().secrets());
    var all = new TreeMap<String, String>();
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    all.put("QUARKUS_SHUTDOWN_DELAY", "0s");
    all.put("COUNTERSIGN_CONSOLE_URL", String.valueOf(url));
    all.put("COUNTERSIGN_CONSOLE_GATEWAY_URL", url(ports, "gateway"));
    all.put("COUNTERSIGN_CONSOLE_SIGN_IN_ORIGIN", signIn.url());
    all.put("QUARKUS_OIDC_AUTH_SERVER_URL", signIn.url());
    all.put("QUARKUS_OIDC_TOKEN_ISSUER", BearerToken.ISSUER);
    all.put("QUARKUS_OIDC_CLIENT_ID", SignIn.CLIENT);
    all.put("QUARKUS_OIDC_CREDENTIALS_SECRET", passwords.of(UpOptions.CONSOLE));
    all.put("QUARKUS_OIDC_AUTHENTICATION_STATE_SECRET", passwords.of("console_state"));
    all.put("QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET", passwords.of("console_session"));
    // Not every browser takes this machine's plain HTTP for safe.
    all.put("QUARKUS_OIDC_AUTHENTICATION_COOKIE_FORCE_SECURE", "false");
    return all;
  }

  private static String url(Map<String, Integer> ports, String service) {
    return "http://127.0.0.1:" + ports.getOrDefault(service, 0);
  }

  private void policy(Map<String, String> all) throws IOException {
    all.put("COUNTERSIGN_POLICY_SIGNING_KEY_FILE", keys.signing("policy").toString());
    keys.signing("gateway");
    all.put("COUNTERSIGN_POLICY_REQUEST_KEYS_FILE", keys.verifying("gateway").toString());
    all.put("COUNTERSIGN_POLICY_SETTINGS", policySettings().toString());
    // The second gate is this variable, in the shell of the person who brings the platform up.
    var gate = System.getenv("ENABLE_PRODUCTION_OPERATIONS");
    if (gate != null) {
      all.put("ENABLE_PRODUCTION_OPERATIONS", gate);
    }
  }

  private void executor(Map<String, String> all) throws IOException {
    keys.signing("policy");
    all.put("COUNTERSIGN_EXECUTOR_DECISION_KEYS_FILE", keys.verifying("policy").toString());
    var accounts = options.accounts();
    all.put(
        "COUNTERSIGN_EXECUTOR_ACCOUNTS_FILE",
        accounts != null
            ? accounts.toAbsolutePath().toString()
            : Accounts.file(options.data()).toString());
    var endpoint = simulator != null ? simulator : options.endpoint();
    if (endpoint != null) {
      all.put("COUNTERSIGN_EXECUTOR_AWS_ENDPOINT", endpoint);
      // On one machine, for people who watch: AWS would not thank us for asking that often.
      all.put("COUNTERSIGN_EXECUTOR_POLL_INTERVAL", "500ms");
      all.put("COUNTERSIGN_EXECUTOR_DISCOVERY_INTERVAL", "5s");
      all.put("COUNTERSIGN_EXECUTOR_SETTLE", "2s");
    }
    if (simulator != null) {
      simulatedTime(all);
      // AWS's limits, which the executor is careful about, are not the simulator's.
      suggest(all, "COUNTERSIGN_EXECUTOR_CALLS_PER_SECOND", "1000");
      all.put("AWS_ACCESS_KEY_ID", "AKIALOCALEXECUTOR");
      all.put("AWS_SECRET_ACCESS_KEY", "local-executor-secret");
    } else {
      System.getenv()
          .forEach((name, value) -> {
            if (name.startsWith("AWS_")) {
              all.put(name, value);
            }
          });
    }
    all.putIfAbsent("AWS_REGION", "eu-central-1");
  }

  /** The simulator's clocks run faster than RDS's; what waits for them runs as much faster. */
  private void simulatedTime(Map<String, String> all) {
    suggest(all, "COUNTERSIGN_EXECUTOR_POLL_INTERVAL", simulated(Duration.ofSeconds(30)));
    suggest(all, "COUNTERSIGN_EXECUTOR_DISCOVERY_INTERVAL", simulated(Duration.ofSeconds(60)));
    suggest(all, "COUNTERSIGN_EXECUTOR_SETTLE", simulated(Duration.ofSeconds(60)));
  }

  private String simulated(Duration onRds) {
    double millis = options.speed() > 0 ? onRds.toMillis() / options.speed() : 0;
    return Duration.ofMillis(Math.max(500, Math.round(millis))).toString();
  }

  /** What this shell says goes before what suits most. */
  private static void suggest(Map<String, String> all, String name, String value) {
    all.put(name, System.getenv().getOrDefault(name, value));
  }

  /**
   * A copy for this platform, to be edited freely: the policy service reads it again when it
   * changes.
   */
  private Path policySettings() throws IOException {
    var file = options.data().config().resolve("policy-settings.yaml");
    PrivateFiles.readOrWrite(
        file,
        () ->
            Files.readString(
                options.home().resolve("services/policy/src/main/resources/policy-settings.yaml")));
    return file;
  }
}
