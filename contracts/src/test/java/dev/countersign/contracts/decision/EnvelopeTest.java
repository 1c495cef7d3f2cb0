package dev.countersign.contracts.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.contracts.resource.ResourceKey;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private final KeyPair keys = newKeys();
  private final String keyId = SigningKeys.keyId(keys.getPublic());
  private final DecisionStatement.Cancellation statement =
      new DecisionStatement.Cancellation(
          "0198",
          ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC"),
          "ada",
          "changed my mind",
          Instant.parse("2026-01-02T03:04:05Z"));

  @Test
  void whatWasSignedIsReadBack() throws Exception {
    assertEquals(statement, open(Envelope.sign(statement, keys.getPrivate(), keyId)));
  }

  @Test
  void aChangedPayloadIsNotTrusted() {
    var signed = Envelope.sign(statement, keys.getPrivate(), keyId);
    var other =
        Envelope.sign(
            new DecisionStatement.Cancellation(
                "0199", statement.resource(), "eve", null, statement.decidedAt()),
            keys.getPrivate(),
            keyId);
    var forged = new Envelope(signed.payloadType(), other.payload(), signed.signatures());
    assertThrows(Envelope.NotTrusted.class, () -> open(forged));
  }

  @Test
  void aKeyThatIsNotTrustedDoesNotCount() {
    var stranger = newKeys();
    assertThrows(
        Envelope.NotTrusted.class,
        () -> open(Envelope.sign(statement, stranger.getPrivate(), keyId)));
    assertThrows(
        Envelope.NotTrusted.class,
        () ->
            open(
                Envelope.sign(
                    statement, stranger.getPrivate(), SigningKeys.keyId(stranger.getPublic()))));
  }

  @Test
  void anotherTypeIsNotTrusted() {
    var signed = Envelope.sign(statement, keys.getPrivate(), keyId);
    assertThrows(
        Envelope.NotTrusted.class,
        () ->
            signed.open(
                Map.of(keyId, keys.getPublic()),
                DecisionStatement.Approval.class,
                DecisionStatement.Approval.TYPE));
  }

  @Test
  void anEnvelopeWithoutSignaturesIsNotTrusted() {
    var signed = Envelope.sign(statement, keys.getPrivate(), keyId);
    assertThrows(
        Envelope.NotTrusted.class,
        () -> open(new Envelope(signed.payloadType(), signed.payload(), List.of())));
  }

  private DecisionStatement.Cancellation open(Envelope envelope) throws Envelope.NotTrusted {
    return envelope.open(
        Map.of(keyId, keys.getPublic()),
        DecisionStatement.Cancellation.class,
        DecisionStatement.Cancellation.TYPE);
  }

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
