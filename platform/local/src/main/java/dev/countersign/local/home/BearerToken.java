package dev.countersign.local.home;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A bearer token for this machine's platform: its issuer and its key exist nowhere else. */
public record BearerToken(String user, List<String> groups, Duration lifetime) {
  public static final String ISSUER = "https://countersign.local";
  public static final String AUDIENCE = "countersign";

  private static final ObjectMapper JSON = new ObjectMapper();

  public String signed(PrivateKey key, Instant now) throws IOException {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", user);
    claims.put("upn", user);
    claims.put("preferred_username", user);
    claims.put("groups", groups);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    var content = part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(claims);
    return content + "." + signature(key, content);
  }

  private static String part(Map<String, Object> json) throws IOException {
    return encoded(JSON.writeValueAsBytes(json));
  }

  private static String signature(PrivateKey key, String content) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return encoded(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an RSA key signs", impossible);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "a token for " + user;
  }
}
