package dev.countersign.policy.signing;

import dev.countersign.contracts.decision.DecisionStatement;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.policy.PolicyConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Signs decisions. Without a usable key the service does not start. */
@Startup(Interceptor.Priority.PLATFORM_BEFORE)
@Singleton
public class DecisionSigner {
  private static final Logger LOG = Logger.getLogger(DecisionSigner.class);

  private static final String SETTING = "COUNTERSIGN_POLICY_SIGNING_KEY_FILE";
  private static final String HOW =
      "It names a file with an Ed25519 key, as made by: openssl genpkey -algorithm ed25519";

  private final PrivateKey key;
  private final String keyId;

  @Inject
  DecisionSigner(PolicyConfig config) {
    this(read(config.signingKeyFile().orElse(null)));
    LOG.infof("decisions are signed with the key %s", keyId);
  }

  DecisionSigner(PrivateKey key) {
    this.key = key;
    this.keyId = SigningKeys.keyId(SigningKeys.publicKey(key));
  }

  /** The statement, signed. Takes some 100 µs. */
  public Envelope sign(DecisionStatement statement) {
    return Envelope.sign(statement, key, keyId);
  }

  /**
   * Reads the key.
   *
   * @throws IllegalStateException naming the setting and the file, and nothing that is in the file
   */
  static PrivateKey read(@Nullable Path file) {
    if (file == null) {
      throw new IllegalStateException(SETTING + " is not set. " + HOW);
    }
    try {
      return SigningKeys.privateKey(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(SETTING + ": " + file + " cannot be read. " + HOW, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          SETTING + ": " + file + ": " + e.getMessage() + ". " + HOW, e);
    }
  }
}
