package dev.countersign.simulator.identity;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who an access key belongs to. The executor's own key lives in a home account; a key of
 * twelve digits is that account's; every other key is a stranger's and falls into the default
 * account, so that any AWS client works as it is.
 */
public final class Keyring {
  public static final String EXECUTOR_KEY = "AKIALOCALEXECUTOR";
  public static final String EXECUTOR_SECRET = "local-executor-secret";
  public static final String HOME_ACCOUNT = "999900001111";
  public static final String DEFAULT_ACCOUNT = "111122223333";

  private final Seal seal;

  /**
   * @param key seals the sessions' tokens
   */
  public Keyring(byte[] key) {
    this.seal = new Seal(key);
  }

  public Principal identify(String accessKeyId, @Nullable String token, Instant now) {
    if (accessKeyId.startsWith("ASIA") || token != null) {
      return session(accessKeyId, token, now);
    }
    if (accessKeyId.equals(EXECUTOR_KEY)) {
      return user(HOME_ACCOUNT, "executor", accessKeyId);
    }
    String account = accessKeyId.matches("\\d{12}") ? accessKeyId : DEFAULT_ACCOUNT;
    return user(account, "stranger", accessKeyId);
  }

  private static Principal user(String account, String name, String accessKeyId) {
    return new Principal(
        account,
        "arn:aws:iam::" + account + ":user/" + name,
        "AIDA" + account + "USER",
        accessKeyId,
        null);
  }

  private Principal session(String accessKeyId, @Nullable String token, Instant now) {
    Session session = token == null ? null : seal.open(token).map(Keyring::read).orElse(null);
    if (session == null || !session.accessKeyId().equals(accessKeyId)) {
      throw AwsError.forbidden(
          "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (!now.isBefore(session.expires())) {
      throw AwsError.forbidden(
          "ExpiredToken", "The security token included in the request is expired");
    }
    return new Principal(session.account(), session.arn(), session.userId(), accessKeyId, session);
  }

  private static Session read(byte[] content) {
    try {
      return Json.MAPPER.readValue(content, Session.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String token(Session session) {
    try {
      return seal.seal(Json.MAPPER.writeValueAsBytes(session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The secret of a key, or null where any secret will do. */
  public @Nullable String secretOf(String accessKeyId) {
    if (accessKeyId.startsWith("ASIA")) {
      return seal.secretOf(accessKeyId);
    }
    return accessKeyId.equals(EXECUTOR_KEY) ? EXECUTOR_SECRET : null;
  }
}
