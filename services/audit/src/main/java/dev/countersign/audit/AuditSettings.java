package dev.countersign.audit;

import dev.countersign.chassis.start.CannotStart;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Everything that can be set about this service, besides the platform's own. */
@ConfigMapping(prefix = "countersign.audit")
public interface AuditSettings {
  /**
   * Which ledger this is: the first line of its checkpoints and the name of its key. No spaces, no
   * plus signs. Never changes, for example {@code example.com/countersign}.
   */
  String origin();

  /** The Ed25519 key that signs checkpoints: a PKCS#8 PEM file. */
  Path signingKeyFile();

  /** How many records one transaction takes at most. */
  @WithDefault("500")
  int batchSize();

  /** How long to wait before the next try, after a fault or while another replica writes. */
  @WithDefault("1s")
  Duration retryAfter();

  /** After how long without a sign of the sequencer {@code /q/health/well} says so. */
  @WithDefault("15s")
  Duration silentAfter();

  /** Refuses values that no ledger could work with. */
  default void check() {
    CannotStart.unless(
        !origin().isBlank() && !origin().contains(" ") && !origin().contains("+"),
        "countersign.audit.origin",
        "a name without spaces and plus signs",
        origin());
    CannotStart.unless(
        batchSize() >= 1 && batchSize() <= 5_000,
        "countersign.audit.batch-size",
        "from 1 to 5000",
        batchSize());
    CannotStart.unless(
        retryAfter().isPositive(), "countersign.audit.retry-after", "above 0", retryAfter());
    CannotStart.unless(
        silentAfter().toSeconds() >= 2,
        "countersign.audit.silent-after",
        "at least 2 s",
        silentAfter());
  }
}
