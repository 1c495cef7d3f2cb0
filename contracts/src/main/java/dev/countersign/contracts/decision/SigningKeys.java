package dev.countersign.contracts.decision;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
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
}
