package dev.countersign.chassis.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code countersign.kafka.*}; how to connect is in {@code kafka.*}, as Kafka's own settings. */
@ConfigMapping(prefix = "countersign.kafka")
public interface KafkaSettings {
  /** Whether to run only with exactly the rights of the table. */
  @WithDefault("on")
  Check rightsCheck();

  /** On, or off where the broker checks no rights at all. */
  enum Check {
    ON,
    OFF
  }
}
