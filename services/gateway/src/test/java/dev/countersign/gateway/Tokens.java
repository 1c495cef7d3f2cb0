package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/** Bearer tokens of an identity provider that the gateway trusts, and of one that it does not. */
final class Tokens {
  private static final String KEY = "countersign.test-tokens.";
  static final String ISSUER = "https://identity.test";

  /** Made once per JVM; kept as text, because test classes are loaded more than once. */
  static String publicKey() {
    var jvm = System.getProperties();
    synchronized (jvm) {
      if (jvm.getProperty(KEY + "public") == null) {
        var pair = newPair();
        var encoder = Base64.getEncoder();
        jvm.setProperty(KEY + "public", encoder.encodeToString(pair.getPublic().getEncoded()));
        jvm.setProperty(KEY + "private", encoder.encodeToString(pair.getPrivate().getEncoded()));
      }
      return jvm.getProperty(KEY + "public");
    }
  }

  static String of(String subject, String... groups) {
    return signed(ISSUER, "countersign", subject, Instant.now().plusSeconds(600), ours(), groups);
  }

  static String expired() {
    return signed(ISSUER, "countersign", "ada", Instant.now().minusSeconds(600), ours());
  }

  static String forAnotherService() {
    return signed(ISSUER, "payroll", "ada", Instant.now().plusSeconds(600), ours());
  }

  static String fromAnotherIssuer() {
    var then = Instant.now().plusSeconds(600);
    return signed("https://elsewhere.test", "countersign", "ada", then, ours());
  }

  static String signedByAStranger() {
    var then = Instant.now().plusSeconds(600);
    return signed(ISSUER, "countersign", "ada", then, newPair().getPrivate());
  }

  /** With exactly these claims, whatever they are. */
  static String withClaims(String json) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var content =
        encoder.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + '.'
            + encoder.encodeToString(json.getBytes(UTF_8));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(ours());
      signature.update(content.getBytes(UTF_8));
      return content + '.' + encoder.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Of ada; ends at a time. */
  static String until(Instant expires) {
    return signed(ISSUER, "countersign", "ada", expires, ours(), "DBA");
  }

  private static String signed(
      String issuer,
      String audience,
      String subject,
      Instant expires,
      PrivateKey key,
      String... groups) {
    return Jwt.issuer(issuer)
        .audience(audience)
        .subject(subject)
        .groups(Set.of(groups))
        .claim("name", "Ms " + subject)
        .issuedAt(expires.minusSeconds(1200))
        .expiresAt(expires)
        .sign(key);
  }

  private static PrivateKey ours() {
    publicKey();
    try {
      var bytes = Base64.getDecoder().decode(System.getProperty(KEY + "private"));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair newPair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Tokens() {}
}
