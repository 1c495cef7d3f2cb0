package dev.countersign.policy.signing;

import dev.countersign.chassis.secrets.RotatingFile;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.contracts.decision.DecisionStatement;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.policy.PolicyConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs decisions. Without a usable key the service does not start; one that is put in its place is
 * used within a second, so the executor has to trust it before.
 */
@Startup(Interceptor.Priority.PLATFORM_BEFORE)
@Singleton
public class DecisionSigner {
  private static final Logger LOG = Logger.getLogger(DecisionSigner.class);

  private static final String SETTING = "COUNTERSIGN_POLICY_SIGNING_KEY_FILE";
  private static final String HOW =
      "It names a file with an Ed25519 key, as made by: openssl genpkey -algorithm ed25519";

  private final RotatingFile<Key> key;

  private record Key(PrivateKey key, String id) {}

  @Inject
  DecisionSigner(PolicyConfig config) {
    this(config.signingKeyFile().orElse(null));
  }

  /**
   * Reads the key.
   *
   * @throws CannotStart naming the setting and the file, and nothing that is in the file
   */
  DecisionSigner(@Nullable Path file) {
    if (file == null) {
      throw new CannotStart(SETTING + " is not set. " + HOW);
    }
    this.key = RotatingFile.at(SETTING, file, DecisionSigner::read);
  }

  /** The statement, signed. Takes some 100 µs. */
  public Envelope sign(DecisionStatement statement) {
    var current = key.now();
    return Envelope.sign(statement, current.key(), current.id());
  }

  private static Key read(String pem) {
    try {
      var key = SigningKeys.privateKey(pem);
      var id = SigningKeys.keyId(SigningKeys.publicKey(key));
      LOG.infof("decisions are signed with the key %s", id);
      return new Key(key, id);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ". " + HOW, e);
    }
  }
}
