package dev.countersign.chassis.broker;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How soon a client notices that the broker is another one than it was: a volume that was lost and
 * made anew, topics that were made again. By default it takes five minutes. The consumers of the
 * channels have the same, in {@code META-INF/microprofile-config.properties}.
 */
public final class Metadata {
  /** For a client's settings. */
  public static final Map<String, Object> SOON =
      Map.of(
          CommonClientConfigs.METADATA_MAX_AGE_CONFIG,
          10_000,
          CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
          "rebootstrap",
          CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG,
          30_000);

  private Metadata() {}
}
