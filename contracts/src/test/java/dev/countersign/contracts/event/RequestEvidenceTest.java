package dev.countersign.contracts.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvidence.Doubt;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestEvidenceTest {
  private static final KeyPair GATEWAY = pair();
  private static final KeyPair NEXT = pair();
  private static final KeyPair STRANGER = pair();
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00.123Z");
  private static final ResourceKey ONE = Instance.keyOf("111122223333", "eu-central-1", "db-ONE");
  private static final ResourceKey OTHER = Instance.keyOf("111122223333", "eu-central-1", "db-2");
  private static final Requester ADA = new Requester("ada", "Ada", List.of("DBA"));
  private static final OperationRequested REBOOT = reboot("op-1", ONE, Map.of(), ADA, NOW);
  private static final CancelRequested CANCEL = new CancelRequested("op-1", ONE, "oops", ADA);
  private static final ApprovalVoted VOTE =
      new ApprovalVoted("op-1", ONE, "hash", VoteVerdict.APPROVE, null, ADA, NOW, null);

  private static final ResolutionRequested FINDING =
      new ResolutionRequested("op-1", ONE, "happened", "I saw it.", "event", ADA, null);

  @Test
  void whatTheGatewaySignedIsBeyondDoubt() {
    for (var request : List.of(REBOOT, CANCEL, VOTE, FINDING)) {
      assertEquals(Optional.empty(), doubt(request, signed(request, GATEWAY)));
    }
  }

  @Test
  void twoKeysAreTrustedWhileOneReplacesTheOther() {
    assertEquals(Optional.empty(), doubt(REBOOT, signed(REBOOT, NEXT)));
  }

  @Test
  void withoutASignatureNobodyAsked() {
    assertEquals(Optional.of(Doubt.MISSING), doubt(REBOOT, null));
    var unsigned = new Envelope("application/x", "", List.of());
    assertEquals(Optional.of(Doubt.UNKNOWN_KEY), doubt(REBOOT, unsigned));
  }

  @Test
  void aStrangersKeyIsWorthNothing() {
    assertEquals(Optional.of(Doubt.UNKNOWN_KEY), doubt(REBOOT, signed(REBOOT, STRANGER)));
    var claimed = signed(REBOOT, STRANGER);
    var lie =
        new Envelope(
            claimed.payloadType(),
            claimed.payload(),
            List.of(
                new Envelope.KeySignature(
                    SigningKeys.keyId(GATEWAY.getPublic()),
                    claimed.signatures().getFirst().sig())));
    assertEquals(Optional.of(Doubt.NOT_SIGNED), doubt(REBOOT, lie));
  }

  /** A good signature, taken to something else: every field that could be another. */
  @Test
  void aSignatureIsForThisRequestAlone() {
    var envelope = signed(REBOOT, GATEWAY);
    var groups = new Requester("ada", "Ada", List.of("DBA", "Admin"));
    for (var other :
        List.of(
            reboot("op-2", ONE, Map.of(), ADA, NOW),
            reboot("op-1", OTHER, Map.of(), ADA, NOW),
            reboot("op-1", ONE, Map.of("confirm_production", true), ADA, NOW),
            reboot("op-1", ONE, Map.of(), new Requester("eve", "Ada", List.of("DBA")), NOW),
            reboot("op-1", ONE, Map.of(), groups, NOW),
            reboot("op-1", ONE, Map.of(), ADA, NOW.plusMillis(1)),
            new OperationRequested(
                "op-1", "stop_instance", ONE, "db-1", Map.of(), ADA, "127.0.0.1", NOW),
            new OperationRequested(
                "op-1", "reboot_instance", ONE, "db-2", Map.of(), ADA, "127.0.0.1", NOW),
            new OperationRequested(
                "op-1", "reboot_instance", ONE, "db-1", Map.of(), ADA, null, NOW))) {
      assertEquals(
          Optional.of(Doubt.ANOTHER_REQUEST), doubt(other, envelope), () -> Json.text(other));
    }
    var cancel = signed(CANCEL, GATEWAY);
    for (var other :
        List.of(
            new CancelRequested("op-2", ONE, "oops", ADA),
            new CancelRequested("op-1", OTHER, "oops", ADA),
            new CancelRequested("op-1", ONE, null, ADA),
            new CancelRequested("op-1", ONE, "oops", groups))) {
      assertEquals(
          Optional.of(Doubt.ANOTHER_REQUEST), doubt(other, cancel), () -> Json.text(other));
    }
  }

  @Test
  void aSignatureForOneKindOfEventIsNoneForAnother() {
    assertEquals(Optional.of(Doubt.NOT_SIGNED), doubt(CANCEL, signed(REBOOT, GATEWAY)));
    assertEquals(Optional.of(Doubt.NOT_SIGNED), doubt(VOTE, signed(CANCEL, GATEWAY)));
    assertEquals(Optional.of(Doubt.NOT_SIGNED), doubt(REBOOT, signed(VOTE, GATEWAY)));
  }

  @Test
  void aNewOperationAndAVoteAreSignedWithTheirOwnTime() {
    for (var request : List.of(REBOOT, VOTE)) {
      var later =
          RequestEvidence.sign(request, NOW.plusSeconds(60), GATEWAY.getPrivate(), id(GATEWAY));
      assertEquals(Optional.of(Doubt.ANOTHER_REQUEST), doubt(request, later));
    }
  }

  @Test
  void noByteOfItCanBeChanged() {
    var good = signed(REBOOT, GATEWAY);
    var payload = Base64.getDecoder().decode(good.payload());
    var doubts = new ArrayList<Optional<Doubt>>();
    for (var at = 0; at < payload.length; at++) {
      var changed = payload.clone();
      changed[at] ^= 1;
      var encoded = Base64.getEncoder().encodeToString(changed);
      doubts.add(doubt(REBOOT, new Envelope(good.payloadType(), encoded, good.signatures())));
    }
    assertEquals(List.of(Optional.of(Doubt.NOT_SIGNED)), doubts.stream().distinct().toList());
    var noBase64 = new Envelope(good.payloadType(), "%%%", good.signatures());
    assertEquals(Optional.of(Doubt.NOT_SIGNED), doubt(REBOOT, noBase64));
    var noEvidence =
        Envelope.sign(
            good.payloadType(),
            "{}".getBytes(StandardCharsets.UTF_8),
            GATEWAY.getPrivate(),
            id(GATEWAY));
    assertEquals(Optional.of(Doubt.NOT_SIGNED), doubt(REBOOT, noEvidence));
  }

  @Test
  void itSurvivesTheWayThroughKafka() {
    var event =
        new Event(
            "e-1",
            "/countersign/gateway",
            NOW,
            "op-1",
            ONE.toString(),
            1,
            new Trace("c", null, null),
            signed(REBOOT, GATEWAY),
            REBOOT);
    var read = EventCodec.read(EventCodec.headers(event), EventCodec.value(event));
    assertEquals(event, read);
    assertEquals(Optional.empty(), doubt((RequestEvent) read.data(), read.evidence()));
  }

  @Test
  void theGoldenRequestsAreBeyondDoubt() throws Exception {
    var keys = SigningKeys.publicKeys(Files.readString(Golden.FOLDER.resolve("gateway-keys.pem")));
    for (var name :
        List.of("requested", "cancel-requested", "approval-voted", "resolution-requested")) {
      var event = Golden.of("dev.countersign.operation." + name + ".v1").event();
      assertEquals(
          Optional.empty(),
          RequestEvidence.doubt((RequestEvent) event.data(), event.evidence(), keys),
          name);
    }
  }

  private static Optional<Doubt> doubt(RequestEvent request, @Nullable Envelope envelope) {
    Map<String, PublicKey> trusted =
        Map.of(id(GATEWAY), GATEWAY.getPublic(), id(NEXT), NEXT.getPublic());
    return RequestEvidence.doubt(request, envelope, trusted);
  }

  private static Envelope signed(RequestEvent request, KeyPair pair) {
    return RequestEvidence.sign(request, NOW, pair.getPrivate(), id(pair));
  }

  private static String id(KeyPair pair) {
    return SigningKeys.keyId(pair.getPublic());
  }

  private static OperationRequested reboot(
      String id, ResourceKey instance, Map<String, Object> parameters, Requester who, Instant at) {
    return new OperationRequested(
        id, "reboot_instance", instance, "db-1", parameters, who, "127.0.0.1", at);
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
