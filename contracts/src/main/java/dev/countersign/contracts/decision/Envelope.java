package dev.countersign.contracts.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A signed statement in the DSSE format (Dead Simple Signing Envelope, v1), which public tools can
 * verify. The signature is Ed25519 over {@code "DSSEv1" SP len(type) SP type SP len(payload) SP
 * payload}: the exact bytes, never a re-encoding.
 *
 * @param payloadType the statement's media type
 * @param payload the statement's exact bytes, base64
 * @param signatures one or more; one valid signature by a trusted key is enough
 */
public record Envelope(
    // DSSE's name, not ours: public tools read this JSON.
    @JsonProperty("payloadType") String payloadType,
    String payload,
    List<KeySignature> signatures) {
  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /**
   * @param keyid {@link SigningKeys#keyId} of the key
   * @param sig base64
   */
  public record KeySignature(String keyid, String sig) {}

  /** The envelope is not signed by any trusted key, or was changed since. */
  public static final class NotTrusted extends Exception {
    private static final long serialVersionUID = 1L;

    NotTrusted(String reason) {
      super(reason);
    }
  }

  /** Signs a statement. */
  public static Envelope sign(DecisionStatement statement, PrivateKey key, String keyId) {
    return sign(statement.payloadType(), Json.bytes(statement), key, keyId);
  }

  /** Signs these very bytes as what the type says they are. */
  public static Envelope sign(String type, byte[] payload, PrivateKey key, String keyId) {
    var signature = Ed25519.sign(key, preAuthentication(type, payload));
    var encoder = Base64.getEncoder();
    return new Envelope(
        type,
        encoder.encodeToString(payload),
        List.of(new KeySignature(keyId, encoder.encodeToString(signature))));
  }

  /**
   * Opens the envelope.
   *
   * @param trusted public keys by key id
   * @param type which statement is expected
   * @return the statement, read from the very bytes that the signature covers
   * @throws NotTrusted when no trusted key signed these bytes as this type
   */
  public <S extends DecisionStatement> S open(
      Map<String, PublicKey> trusted, Class<S> type, String expectedPayloadType) throws NotTrusted {
    return Json.read(payload(trusted, expectedPayloadType), type);
  }

  /**
   * The bytes that a trusted key signed.
   *
   * @throws NotTrusted when none signed them as this type
   */
  public byte[] payload(Map<String, PublicKey> trusted, String expectedPayloadType)
      throws NotTrusted {
    if (!payloadType.equals(expectedPayloadType)) {
      throw new NotTrusted("the signed statement is of another type");
    }
    var bytes = decode(payload);
    for (var signature : signatures) {
      var key = trusted.get(signature.keyid());
      if (key != null
          && Ed25519.verifies(
              key, preAuthentication(payloadType, bytes), decode(signature.sig()))) {
        return bytes;
      }
    }
    throw new NotTrusted("no trusted key signed this statement");
  }

  private static byte[] decode(String base64) throws NotTrusted {
    try {
      // DSSE: a signer may use either alphabet, a verifier takes both.
      return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new NotTrusted("the envelope is not base64");
    }
  }

  private static byte[] preAuthentication(String type, byte[] payload) {
    var typeBytes = type.getBytes(StandardCharsets.UTF_8);
    var head = "DSSEv1 " + typeBytes.length + ' ' + type + ' ' + payload.length + ' ';
    var headBytes = head.getBytes(StandardCharsets.UTF_8);
    var all = new byte[headBytes.length + payload.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(payload, 0, all, headBytes.length, payload.length);
    return all;
  }
}
