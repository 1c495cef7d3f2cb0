package dev.countersign.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The hop's settings, {@code countersign.relay.*}. */
@ConfigMapping(prefix = "countersign.relay")
interface RelaySettings {
  /** The CloudEvents source of this service's events, for example {@code /countersign/policy}. */
  String source();

  /** The topic that this service writes. */
  String topic();

  /** Published and not acknowledged by the ledger for this long: published again. */
  @WithDefault("5m")
  Duration redriveAfter();

  /**
   * How long a handled event is remembered. Longer than any topic keeps its records (30 days): a
   * record that the broker can still deliver again must still be known.
   */
  @WithDefault("P35D")
  Duration inboxRetention();

  /** The safety net under lost wake-ups. Nothing on the normal path waits for it. */
  @WithDefault("5s")
  Duration pollInterval();

  /** After so long without the broker's answer a record is sent again by a fresh producer. */
  @WithDefault("30s")
  Duration deliveryTimeout();

  /** A batch that has not been handled by then is given up, rolled back, and begun again. */
  @WithDefault("60s")
  Duration handlingTimeout();

  /** An event that waits longer than this to be published makes the service not well. */
  @WithDefault("30s")
  Duration wellOutboxAge();

  /** End the process when a consumer has died, for whoever watches over it to start it again. */
  @WithDefault("true")
  boolean exitOnDeadChannel();

  /** The last part of the source: {@code policy}. */
  default String serviceName() {
    return source().substring(source().lastIndexOf('/') + 1);
  }
}
