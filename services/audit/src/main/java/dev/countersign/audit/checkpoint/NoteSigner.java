package dev.countersign.audit.checkpoint;

import dev.countersign.contracts.decision.Ed25519;
import dev.countersign.contracts.decision.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/** Signs notes with one Ed25519 key. Ed25519 is deterministic: equal texts give equal notes. */
public final class NoteSigner {
  private final PrivateKey key;
  private final VerifierKey verifier;

  private NoteSigner(PrivateKey key, VerifierKey verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /**
   * A signer of this name.
   *
   * @param pem the private key, PKCS#8, as {@code openssl genpkey -algorithm ed25519} writes it
   */
  public static NoteSigner fromPem(String name, String pem) {
    var key = SigningKeys.privateKey(pem);
    return new NoteSigner(key, new VerifierKey(name, SigningKeys.publicKey(key)));
  }

  /** What others verify with. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The checkpoint as a signed note. */
  public String sign(Checkpoint checkpoint) {
    var text = checkpoint.text();
    return SignedNote.write(
        text, verifier, Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8)));
  }
}
