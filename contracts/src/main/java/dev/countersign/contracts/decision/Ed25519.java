package dev.countersign.contracts.decision;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

/**
 * Signatures as in RFC 8032. Every operation waits for one to be made and one to be verified before
 * anything else can happen to it, so they are made by the quicker of two implementations (ADR
 * 0005).
 */
public final class Ed25519 {
  private static final int SIGNATURE_BYTES = 64;

  /** The signature of a message, 64 bytes. Equal messages have equal signatures. */
  public static byte[] sign(PrivateKey key, byte[] message) {
    if (!(key instanceof EdECPrivateKey edwards)
        || !edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
      throw new IllegalArgumentException("not an Ed25519 private key");
    }
    var signature = new byte[SIGNATURE_BYTES];
    // Without a public key given: one that is not the private key's would give the latter away.
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        edwards.getBytes().orElseThrow(), 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** Whether the owner of the key has signed this very message. */
  public static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_BYTES
        && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature, 0, SigningKeys.raw(key), 0, message, 0, message.length);
  }

  private Ed25519() {}
}
