package dev.countersign.cli.oidc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Device code: the browser is on another machine. */
public final class DeviceSignIn {
  private static final int SLOWER_SECONDS = 5;

  private final Issuer issuer;
  private final String scope;

  public DeviceSignIn(Issuer issuer, String scope) {
    this.issuer = issuer;
    this.scope = scope;
  }

  /**
   * @param show is given the address to open, and the code to type there
   */
  public Tokens tokens(BiConsumer<String, String> show) {
    var begun =
        issuer.post(issuer.endpoint("device_authorization_endpoint"), Map.of("scope", scope));
    if (begun.status() != 200) {
      throw new SignInFailed("The issuer refused: " + begun.error());
    }
    var given = begun.body();
    show.accept(given.path("verification_uri").asText(), given.path("user_code").asText());
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(given.path("expires_in").asLong(600));
    var interval = Math.max(1, given.path("interval").asLong(5));
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    fields.put("device_code", given.path("device_code").asText());
    while (System.nanoTime() - end < 0) {
      pause(interval);
      var reply = issuer.post(issuer.endpoint("token_endpoint"), fields);
      if (reply.status() == 200) {
        return reply.tokens();
      }
      switch (reply.body().path("error").asText()) {
        case "authorization_pending" -> {
          // Asked again.
        }
        case "slow_down" -> interval += SLOWER_SECONDS;
        default -> throw new SignInFailed("The issuer gave no token: " + reply.error());
      }
    }
    throw new SignInFailed("The code has expired.");
  }

  private static void pause(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignInFailed("interrupted");
    }
  }
}
