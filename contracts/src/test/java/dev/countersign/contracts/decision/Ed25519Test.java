package dev.countersign.contracts.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against another implementation: the JDK's. */
class Ed25519Test {
  private final KeyPair keys = newKeys("Ed25519");

  @Test
  void signaturesAreThoseOfAnotherImplementation() throws Exception {
    var random = new Random(20261126);
    for (int length = 0; length < 300; length += 7) {
      var message = new byte[length];
      random.nextBytes(message);
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(keys.getPrivate());
      signer.update(message);
      var expected = signer.sign();

      assertArrayEquals(expected, Ed25519.sign(keys.getPrivate(), message));
      assertTrue(Ed25519.verifies(keys.getPublic(), message, expected));
    }
  }

  @Test
  void anyChangedBitIsFound() {
    var message = "reboot database-1".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var signature = Ed25519.sign(keys.getPrivate(), message);
    for (int bit = 0; bit < signature.length * 8; bit++) {
      assertFalse(Ed25519.verifies(keys.getPublic(), message, flipped(signature, bit)));
    }
    for (int bit = 0; bit < message.length * 8; bit++) {
      assertFalse(Ed25519.verifies(keys.getPublic(), flipped(message, bit), signature));
    }
    assertFalse(Ed25519.verifies(newKeys("Ed25519").getPublic(), message, signature));
  }

  @Test
  void whatHasNotTheLengthOfASignatureIsNone() {
    assertFalse(Ed25519.verifies(keys.getPublic(), new byte[3], new byte[63]));
    assertFalse(Ed25519.verifies(keys.getPublic(), new byte[3], new byte[65]));
  }

  @Test
  void anotherKindOfKeyIsRefused() {
    var other = newKeys("Ed448").getPrivate();
    assertThrows(IllegalArgumentException.class, () -> Ed25519.sign(other, new byte[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Ed25519.sign(newKeys("RSA").getPrivate(), new byte[3]));
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    var changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  private static KeyPair newKeys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
