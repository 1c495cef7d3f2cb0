package dev.countersign.contracts.decision;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** Ed25519 keys in PEM, as {@code openssl genpkey -algorithm ed25519} writes them. */
public final class SigningKeys {
  private static final Pattern PUBLIC =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");
  private static final Pattern PRIVATE =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final int RAW_KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 8;

  /**
   * The first private key in the PEM text.
   *
   * @throws IllegalArgumentException when there is none, without quoting the text
   */
  public static PrivateKey privateKey(String pem) {
    var matcher = PRIVATE.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no PKCS#8 private key in PEM format");
    }
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(decode(matcher.group(1))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the private key is not an Ed25519 key", e);
    }
  }

  /**
   * The public half of an Ed25519 private key. PKCS#8 leaves it out and Java has no way to ask for
   * it, but a key pair is a function of its 32-byte seed: generating one from "random" bytes that
   * are the seed gives it back.
   */
  public static PublicKey publicKey(PrivateKey key) {
    if (!(key instanceof EdECPrivateKey edwards)) {
      throw new IllegalArgumentException("not an Ed25519 private key");
    }
    var seed = edwards.getBytes().orElseThrow();
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new SeedAsRandom(seed));
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /**
   * Every public key in the PEM text, by key id. Several are trusted while a key is being rotated.
   */
  public static Map<String, PublicKey> publicKeys(String pem) {
    var keys = new HashMap<String, PublicKey>();
    var matcher = PUBLIC.matcher(pem);
    while (matcher.find()) {
      try {
        var key =
            KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(decode(matcher.group(1))));
        keys.put(keyId(key), key);
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("a public key is not an Ed25519 key", e);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no public key in PEM format");
    }
    return Map.copyOf(keys);
  }

  /** The first 8 bytes of SHA-256 over the raw 32-byte key, hex. */
  public static String keyId(PublicKey key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(raw(key));
      return HexFormat.of().formatHex(hash, 0, KEY_ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes that the X.509 encoding of an Ed25519 key ends with. */
  public static byte[] raw(PublicKey key) {
    var encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_KEY_BYTES, encoded.length);
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  private SigningKeys() {}

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
