package dev.countersign.console.settings;

import dev.countersign.chassis.start.CannotStart;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The console's settings. Each can be set by an environment variable, for example {@code
 * COUNTERSIGN_CONSOLE_URL}.
 */
@ConfigMapping(prefix = "countersign.console")
public interface ConsoleSettings {
  /** Of every key. */
  String PREFIX = "countersign.console.";

  /**
   * Where people open the console: scheme, host and port. Changes are taken from its pages only.
   */
  URI url();

  /** Base URL of the gateway. */
  URI gatewayUrl();

  /**
   * Where people reach the gateway, for the commands that pages show; the gateway URL if absent.
   */
  Optional<URI> apiUrl();

  /** How long the gateway may take for one answer. */
  @WithDefault("PT20S")
  Duration gatewayTimeout();

  /** Where people sign in: scheme, host and port of the authorization endpoint. */
  URI signInOrigin();

  /** Proxies in front of the console, as addresses or CIDR blocks, whose X-Forwarded-For counts. */
  Optional<List<String>> trustedProxies();

  /** How many live streams may be open at once; a page without one says that it is not live. */
  @WithDefault("500")
  int streams();

  /** How often an idle stream shows that it is alive. */
  @WithDefault("PT15S")
  Duration heartbeat();

  /** Refuses values that no console could work with. */
  default void check() {
    origin("url", url());
    origin("sign-in-origin", signInOrigin());
    CannotStart.unless(
        gatewayUrl().getHost() != null, PREFIX + "gateway-url", "an http(s) URL", gatewayUrl());
    CannotStart.unless(
        gatewayTimeout().isPositive(), PREFIX + "gateway-timeout", "above 0", gatewayTimeout());
    CannotStart.unless(heartbeat().isPositive(), PREFIX + "heartbeat", "above 0", heartbeat());
    CannotStart.unless(streams() >= 0, PREFIX + "streams", "0 or more", streams());
  }

  private static void origin(String name, URI value) {
    CannotStart.unless(
        value.toString().matches("https?://[^/?#\\s;,']+"),
        PREFIX + name,
        "scheme, host and port alone, such as https://console.example.com",
        value);
  }
}
