package dev.countersign.policy;

import dev.countersign.policy.settings.Announcements;
import dev.countersign.policy.settings.RulebookInForce;
import dev.countersign.policy.settings.RulebookReader;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The parts that need to know nothing of the container that they live in. */
final class PolicyParts {
  @Produces
  @Singleton
  Clock clock() {
    // Times in events have milliseconds; what is stored in the database must equal what is signed.
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }

  /** At the start, so that a mistake in the settings or the rules stops it. */
  @Startup
  @Produces
  @Singleton
  RulebookInForce rulebook(PolicyConfig config, Announcements announcements) {
    var gate = "true".equals(config.enableProductionOperations().strip());
    return new RulebookInForce(
        new RulebookReader(gate), config.settings().orElse(null), announcements);
  }
}
