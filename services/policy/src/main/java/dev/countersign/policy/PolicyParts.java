package dev.countersign.policy;

import dev.countersign.chassis.start.CannotStart;
import dev.countersign.policy.settings.Announcements;
import dev.countersign.policy.settings.RulebookInForce;
import dev.countersign.policy.settings.RulebookReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The parts that need to know nothing of the container that they live in. */
final class PolicyParts {
  /** Channels open at LIBRARY_BEFORE; a mistake must stop the start before anything is consumed. */
  static final int BEFORE_CHANNELS = Interceptor.Priority.PLATFORM_BEFORE;

  @Produces
  @Singleton
  Clock clock() {
    // Times in events have milliseconds; what is stored in the database must equal what is signed.
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }

  /** At the start, so that a mistake in the settings or the rules stops it. */
  @Startup(BEFORE_CHANNELS)
  @Produces
  @Singleton
  RulebookInForce rulebook(
      PolicyConfig config,
      @ConfigProperty(name = "ENABLE_PRODUCTION_OPERATIONS", defaultValue = "false") String gate,
      Announcements announcements,
      Clock clock,
      MeterRegistry metrics) {
    EnvironmentNames.check(System.getenv().keySet());
    CannotStart.unless(
        config.lookInterval().toMillis() >= 10,
        "countersign.policy.look-interval",
        "at least 10 ms",
        config.lookInterval());
    // Exactly "true" opens the gate: "yes", "on" or "1" may have been meant for something else.
    var rulebook =
        new RulebookInForce(
            new RulebookReader(gate.strip().equals("true")),
            config.settings().orElse(null),
            announcements,
            clock);
    Gauge.builder(
            "countersign.policy.calendars.unreadable",
            rulebook,
            RulebookInForce::unreadableCalendars)
        .description("calendars of freezes that cannot be read")
        .register(metrics);
    Gauge.builder("countersign.policy.rules.refused", rulebook, book -> book.lastGood() ? 1 : 0)
        .description("1 while a change of rules or settings is refused, and the last good holds")
        .register(metrics);
    return rulebook;
  }
}
