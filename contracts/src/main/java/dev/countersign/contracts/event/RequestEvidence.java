package dev.countersign.contracts.event;

import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.resource.ResourceKey;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway signs for each thing that somebody asks for: that this person, whose token it
 * has verified, asked for exactly this, then. Without it, whoever can write a record could ask in
 * anybody's name (ADR 0014).
 *
 * @param operationId of the operation that it is about
 * @param resource of that operation
 * @param requester who asked, as the token said
 * @param contentHash SHA-256 of the event's canonical value, lower-case hex: all of it, the
 *     requester and the parameters included
 * @param at when, by the gateway's clock; of a new operation, {@code requested_at}; of a vote,
 *     {@code voted_at}
 */
public record RequestEvidence(
    String operationId, ResourceKey resource, Requester requester, String contentHash, Instant at) {

  /** Why something that was asked for is not proven. */
  public enum Doubt {
    /** There is no signature. */
    MISSING,
    /** It is signed with a key that is not trusted. */
    UNKNOWN_KEY,
    /** No trusted key made this signature, or it was made for another kind of event. */
    NOT_SIGNED,
    /** The signature is good, for something else than this. */
    ANOTHER_REQUEST
  }

  /** Signs what somebody asked for. Takes some 100 µs. */
  public static Envelope sign(RequestEvent request, Instant at, PrivateKey key, String keyId) {
    return Envelope.sign(payloadType(request), Json.bytes(of(request, at)), key, keyId);
  }

  /**
   * Whether the gateway vouches for what an event asks for.
   *
   * @param envelope as it came with the event; null when none did
   * @param trusted the gateway's public keys by key id
   * @return empty when it does
   */
  public static Optional<Doubt> doubt(
      RequestEvent request, @Nullable Envelope envelope, Map<String, PublicKey> trusted) {
    if (envelope == null) {
      return Optional.of(Doubt.MISSING);
    }
    if (envelope.signatures().stream().noneMatch(one -> trusted.containsKey(one.keyid()))) {
      return Optional.of(Doubt.UNKNOWN_KEY);
    }
    try {
      var payload = envelope.payload(trusted, payloadType(request));
      var evidence = Json.read(payload, RequestEvidence.class);
      return evidence.isAbout(request) ? Optional.empty() : Optional.of(Doubt.ANOTHER_REQUEST);
    } catch (Envelope.NotTrusted | UnreadableJson e) {
      return Optional.of(Doubt.NOT_SIGNED);
    }
  }

  private boolean isAbout(RequestEvent request) {
    return equals(of(request, at))
        && switch (request) {
          case OperationRequested asked -> asked.requestedAt().equals(at);
          case ApprovalVoted vote -> vote.votedAt().equals(at);
          case CancelRequested _, ResolutionRequested _, ReviewSubmitted _ -> true;
        };
  }

  private static RequestEvidence of(RequestEvent request, Instant at) {
    return new RequestEvidence(
        request.operationId(),
        request.resource(),
        request.requester(),
        RequestHash.sha256(Json.bytes(request)),
        at);
  }

  /** Signed with the rest, so that a cancellation never passes for a request. */
  private static String payloadType(RequestEvent request) {
    var kind =
        switch (request) {
          case OperationRequested _ -> "operation-requested";
          case CancelRequested _ -> "cancel-requested";
          case ApprovalVoted _ -> "approval-voted";
          case ResolutionRequested _ -> "resolution-requested";
          case ReviewSubmitted _ -> "review-submitted";
        };
    return "application/vnd.countersign." + kind + ".v1+json";
  }
}
