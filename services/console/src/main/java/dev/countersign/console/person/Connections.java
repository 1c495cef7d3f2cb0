package dev.countersign.console.person;

import dev.countersign.chassis.http.TrustedProxies;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.client.Countersign;
import dev.countersign.client.Settings;
import dev.countersign.console.settings.ConsoleSettings;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The connections to the gateway, which all people share; each call carries its person's token. */
@Startup
@Singleton
final class Connections {
  /** A page that waits longer than this for a restart of the gateway had better say so. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Countersign api;
  private final TrustedProxies proxies;

  @Inject
  Connections(ConsoleSettings settings) {
    settings.check();
    this.proxies = proxies(settings.trustedProxies().orElse(List.of()));
    this.api =
        new Countersign(
            Settings.of(settings.gatewayUrl().toString().replaceFirst("/+$", ""), () -> "")
                .withTimeout(settings.gatewayTimeout())
                .withPatience(PATIENCE));
  }

  private static TrustedProxies proxies(List<String> blocks) {
    try {
      return new TrustedProxies(blocks);
    } catch (IllegalArgumentException wrong) {
      throw new CannotStart("COUNTERSIGN_CONSOLE_TRUSTED_PROXIES: " + wrong.getMessage());
    }
  }

  Countersign api() {
    return api;
  }

  TrustedProxies proxies() {
    return proxies;
  }

  @PreDestroy
  void close() {
    api.close();
  }
}
