package dev.countersign.policy.signing;

import dev.countersign.contracts.decision.DecisionStatement;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.policy.PolicyConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.jboss.logging.Logger;

/** Signs decisions. Without a usable key the service does not start. */
@Startup
@Singleton
public class DecisionSigner {
  private static final Logger LOG = Logger.getLogger(DecisionSigner.class);

  private final PrivateKey key;
  private final String keyId;

  @Inject
  DecisionSigner(PolicyConfig config) {
    this(read(config.signingKeyFile()));
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
  static PrivateKey read(Path file) {
    try {
      return SigningKeys.privateKey(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "COUNTERSIGN_POLICY_SIGNING_KEY_FILE: %s cannot be read. Make a key with: openssl genpkey"
                  .formatted(file)
              + " -algorithm ed25519",
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "COUNTERSIGN_POLICY_SIGNING_KEY_FILE: %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
