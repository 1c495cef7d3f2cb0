package dev.countersign.simulator.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes session tokens that only this simulator can have made. */
final class Seal {
  private final SecretKeySpec key;

  Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  String seal(byte[] content) {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(content) + "." + base64.encodeToString(mac(content));
  }

  Optional<byte[]> open(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] content = Base64.getUrlDecoder().decode(token.substring(0, dot));
      byte[] mac = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(mac, mac(content)) ? Optional.of(content) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The secret that belongs to a session's access key: nothing needs to be remembered for it. */
  String secretOf(String accessKeyId) {
    return HexFormat.of().formatHex(mac(accessKeyId.getBytes(StandardCharsets.UTF_8)), 0, 20);
  }

  private byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
