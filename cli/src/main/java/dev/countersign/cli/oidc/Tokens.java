package dev.countersign.cli.oidc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer gave.
 *
 * @param refreshToken null where it gave none
 * @param expiresAt null where it did not say
 */
public record Tokens(
    String accessToken, @Nullable String refreshToken, @Nullable Instant expiresAt) {
  private static final long SOON_SECONDS = 30;

  /** Whether another one is needed by now. */
  public boolean expired(Instant now) {
    return expiresAt != null && now.plusSeconds(SOON_SECONDS).isAfter(expiresAt);
  }

  @Override
  public String toString() {
    return "Tokens[expiresAt=" + expiresAt + ']';
  }
}
