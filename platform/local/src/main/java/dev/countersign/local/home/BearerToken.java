package dev.countersign.local.home;

import java.io.IOException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** A bearer token for this machine's platform: its issuer and its key exist nowhere else. */
public record BearerToken(String user, List<String> groups, Duration lifetime) {
  public static final String ISSUER = "https://countersign.local";
  public static final String AUDIENCE = "countersign";

  public String signed(PrivateKey key, Instant now) throws IOException {
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(user);
    claims.setStringClaim("upn", user);
    claims.setStringClaim("preferred_username", user);
    claims.setStringListClaim("groups", groups);
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(lifetime).getEpochSecond()));
    claims.setGeneratedJwtId();
    var signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key);
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setHeader("typ", "JWT");
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IOException("no token can be signed: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "a token for " + user;
  }
}
