package dev.countersign.local.signin;

import dev.countersign.local.home.BearerToken;
import java.io.IOException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** What the console learns about who has signed in; the gateway takes it for nothing. */
record IdToken(DemoPerson person, String client, String nonce, Duration lifetime) {
  static final String KEY_ID = "local";

  String signed(RSAPrivateCrtKey key, Instant now) throws IOException {
    var claims = new JwtClaims();
    claims.setIssuer(BearerToken.ISSUER);
    claims.setAudience(client);
    claims.setSubject(person.name());
    claims.setStringClaim("preferred_username", person.name());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(lifetime).getEpochSecond()));
    claims.setGeneratedJwtId();
    if (!nonce.isEmpty()) {
      claims.setStringClaim("nonce", nonce);
    }
    var signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key);
    signature.setKeyIdHeaderValue(KEY_ID);
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IOException("no token can be signed: " + e.getMessage(), e);
    }
  }
}
