package dev.countersign.audit.checkpoint;

import dev.countersign.contracts.decision.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

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
    return new NoteSigner(key, new VerifierKey(name, publicKeyOf(key)));
  }

  /** What others verify with. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The checkpoint as a signed note. */
  public String sign(Checkpoint checkpoint) {
    var text = checkpoint.text();
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      return SignedNote.write(text, verifier, signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key cannot sign", e);
    }
  }

  /**
   * PKCS#8 leaves the public key out, and Java has no way to ask for it. A key pair is a function
   * of its 32-byte seed, so generating one from "random" bytes that are the seed gives it back.
   */
  private static PublicKey publicKeyOf(PrivateKey key) {
    var seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new SeedAsRandom(seed));
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  private static final class SeedAsRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    SeedAsRandom(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
