package dev.countersign.gateway.settings;

import dev.countersign.chassis.start.CannotStart;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The gateway's settings. Each can be set by an environment variable, for example {@code
 * COUNTERSIGN_GATEWAY_RATE_LIMIT_REQUESTS}.
 */
@ConfigMapping(prefix = "countersign.gateway")
public interface GatewaySettings {
  /** Of every key. */
  String PREFIX = "countersign.gateway.";

  /** Base URL of the audit service; without one, the ledger is not offered here. */
  Optional<URI> auditUrl();

  /**
   * The key that requests are signed with: Ed25519, PKCS#8 in PEM. Needed; optional here for {@link
   * dev.countersign.gateway.evidence.RequestSigner} to say so in better words.
   */
  Optional<Path> signingKeyFile();

  /** How long audit may take to begin its answer. */
  @WithDefault("PT10S")
  Duration auditTimeout();

  /**
   * Base URL of the policy service; without one, no freezes are shown and nothing is previewed
   * here.
   */
  Optional<URI> policyUrl();

  /** How long policy may take to begin its answer. */
  @WithDefault("PT10S")
  Duration policyTimeout();

  /**
   * Whose members may read until policy has said which groups have a role, and where no policy
   * service is configured. Policy's answer replaces it.
   */
  @WithDefault("Viewer,Operator,DBA,Admin,Approver,Auditor,BreakGlass")
  List<String> readerGroups();

  /** Base URL of the executor; without one, nothing is previewed here. */
  Optional<URI> executorUrl();

  /** How long the executor may take to look at AWS for a preview. */
  @WithDefault("PT15S")
  Duration executorTimeout();

  /** How long a submission waits for the decision when the client does not say. */
  @WithDefault("PT2S")
  Duration decisionWait();

  /** How long a submission waits for the outcome when the client does not say; not, if absent. */
  Optional<Duration> defaultWait();

  /**
   * The longest that a client may wait for an outcome. Longer than any operation takes by default.
   */
  @WithDefault("PT35M")
  Duration longestWait();

  /** How many requests may wait at once; one more is answered without waiting. */
  @WithDefault("2000")
  int waitingRequests();

  /** How many live streams may be open at once; one more is refused. */
  @WithDefault("1000")
  int streams();

  /** How many of them one person may have open. */
  @WithDefault("20")
  int streamsPerPerson();

  /** How often an idle stream shows that it is alive. */
  @WithDefault("PT15S")
  Duration heartbeat();

  /** How long the database may take to answer one request. */
  @WithDefault("PT5S")
  Duration databaseTimeout();

  /** How long an idempotency key is remembered; at least a day. */
  @WithDefault("PT48H")
  Duration idempotencyRetention();

  /** The largest body in bytes. */
  @WithDefault("65536")
  int bodyLimit();

  /** The largest parameters of one operation in bytes of JSON without white space. */
  @WithDefault("24576")
  int parametersLimit();

  /** How many large answers (lists and histories) are made at once; some more wait. */
  @WithDefault("4")
  int heavyReads();

  /** How long an operation that has ended is kept here; the ledger keeps it. */
  @WithDefault("P90D")
  Duration operationRetention();

  /** Proxies in front of the gateway, as addresses or CIDR blocks, whose X-Forwarded-For counts. */
  Optional<List<String>> trustedProxies();

  /**
   * Addresses and CIDR blocks whose requests are refused, one a line, with comments after {@code
   * #}; read again when it changes.
   */
  Optional<Path> blockListFile();

  /** Web origins whose pages may call; none by default. */
  Optional<List<String>> corsOrigins();

  /** How often one address, and one person from whatever addresses, may call. */
  RateLimit rateLimit();

  /** Refuses values that no gateway could work with. */
  default void check() {
    positive("audit-timeout", auditTimeout());
    positive("policy-timeout", policyTimeout());
    positive("executor-timeout", executorTimeout());
    notNegative("decision-wait", decisionWait());
    notNegative("longest-wait", longestWait());
    defaultWait()
        .ifPresent(wait ->
            CannotStart.unless(
                !wait.isNegative() && wait.compareTo(longestWait()) <= 0,
                PREFIX + "default-wait",
                "from 0 to longest-wait",
                wait));
    positive("heartbeat", heartbeat());
    positive("database-timeout", databaseTimeout());
    positive("rate-limit.window", rateLimit().window());
    notNegative("waiting-requests", waitingRequests());
    notNegative("streams", streams());
    notNegative("streams-per-person", streamsPerPerson());
    notNegative("rate-limit.requests", rateLimit().requests());
    CannotStart.unless(
        idempotencyRetention().compareTo(Duration.ofDays(1)) >= 0,
        PREFIX + "idempotency-retention",
        "at least 24 h",
        idempotencyRetention());
    CannotStart.unless(
        bodyLimit() >= 1_024 && bodyLimit() <= 1_048_576,
        PREFIX + "body-limit",
        "from 1024 to 1048576",
        bodyLimit());
    CannotStart.unless(
        parametersLimit() >= 1_024 && parametersLimit() <= 32_768,
        PREFIX + "parameters-limit",
        "from 1024 to 32768",
        parametersLimit());
    CannotStart.unless(
        heavyReads() >= 1 && heavyReads() <= 100,
        PREFIX + "heavy-reads",
        "from 1 to 100",
        heavyReads());
    CannotStart.unless(
        operationRetention().compareTo(idempotencyRetention()) >= 0,
        PREFIX + "operation-retention",
        "at least idempotency-retention",
        operationRetention());
  }

  private static void positive(String name, Duration value) {
    CannotStart.unless(value.isPositive(), PREFIX + name, "above 0", value);
  }

  private static void notNegative(String name, Duration value) {
    CannotStart.unless(!value.isNegative(), PREFIX + name, "0 or more", value);
  }

  private static void notNegative(String name, int value) {
    CannotStart.unless(value >= 0, PREFIX + name, "0 or more", value);
  }

  /** A number of requests per window. */
  interface RateLimit {
    /** How many; 0 switches the limit off. */
    @WithDefault("100")
    int requests();

    /** In how long. */
    @WithDefault("PT5M")
    Duration window();
  }
}
