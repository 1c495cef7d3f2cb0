package dev.countersign.executor;

import dev.countersign.chassis.start.CannotStart;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The executor's settings, {@code countersign.executor.*}. */
@ConfigMapping(prefix = "countersign.executor")
public interface ExecutorSettings {
  /** The CloudEvents source of everything that the executor says. */
  String SOURCE = "/countersign/executor";

  /** Of every key. */
  String PREFIX = "countersign.executor.";

  /** PEM with the Ed25519 public keys of policy; several while a key is being rotated. */
  Path decisionKeysFile();

  /** YAML: accounts with id, role_arn, external_id and regions. */
  Path accountsFile();

  /** Another endpoint for every AWS service; absent means AWS. */
  Optional<URI> awsEndpoint();

  /** The longest pause between two looks at an operation in flight. */
  @WithDefault("30s")
  Duration pollInterval();

  /** How often all accounts and regions are listed. */
  @WithDefault("60s")
  Duration discoveryInterval();

  /** A worker that has not been heard of for so long has lost its executions. */
  @WithDefault("5s")
  Duration lease();

  /** How long after the end of an attempt's credentials its effect may still surface. */
  @WithDefault("60s")
  Duration settle();

  /** How far the clocks of the database and of AWS may differ before nothing is sent. */
  @WithDefault("5s")
  Duration maxClockSkew();

  /** How long the watching goes on after an operation has timed out. */
  @WithDefault("6h")
  Duration watchFor();

  /**
   * How long an execution is remembered after its end. Longer than the topic keeps decisions (30
   * days), so that one which is delivered again is known.
   */
  @WithDefault("P35D")
  Duration keepEnded();

  /** Timeouts that differ from the catalogue's, for example {@code create_snapshot=PT2H}. */
  @WithDefault("none=PT0S")
  String timeouts();

  /** The rate of calls per account and region, of all replicas, while AWS does not throttle. */
  @WithDefault("50")
  double callsPerSecond();

  /** How many calls may go at once after a rest, of all replicas. */
  @WithDefault("200")
  int callsBurst();

  /** How long a preview may look at AWS. */
  @WithDefault("10s")
  Duration previewPatience();

  /** Refuses values that no executor could work with. */
  default void check() {
    positive("poll-interval", pollInterval());
    positive("discovery-interval", discoveryInterval());
    positive("watch-for", watchFor());
    positive("preview-patience", previewPatience());
    CannotStart.unless(
        maxClockSkew().toMillis() >= 1_000,
        PREFIX + "max-clock-skew",
        "at least 1 s",
        maxClockSkew());
    CannotStart.unless(lease().toMillis() >= 1_000, PREFIX + "lease", "at least 1 s", lease());
    CannotStart.unless(
        keepEnded().toHours() >= 24, PREFIX + "keep-ended", "at least 24 h", keepEnded());
    CannotStart.unless(!settle().isNegative(), PREFIX + "settle", "0 or more", settle());
    CannotStart.unless(
        callsPerSecond() >= 0.5, PREFIX + "calls-per-second", "at least 0.5", callsPerSecond());
    CannotStart.unless(callsBurst() >= 1, PREFIX + "calls-burst", "at least 1", callsBurst());
  }

  private static void positive(String name, Duration value) {
    CannotStart.unless(value.isPositive(), PREFIX + name, "above 0", value);
  }

  /** {@link #timeouts} by operation. */
  default Map<String, Duration> timeoutsByOperation() {
    return Timeouts.parse(timeouts());
  }
}
