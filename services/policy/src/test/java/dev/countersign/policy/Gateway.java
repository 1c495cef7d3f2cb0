package dev.countersign.policy;

import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.event.RequestEvidence;
import java.security.PrivateKey;
import java.time.Instant;

/** The gateway's key, the same in every class loader of a test. */
final class Gateway {
  // From `openssl genpkey -algorithm ed25519`, for tests alone.
  private static final PrivateKey KEY =
      SigningKeys.privateKey(
          """
          -----BEGIN PRIVATE KEY-----
          MC4CAQAwBQYDK2VwBCIEILrXxLZ49T3S/0APNFuSW+fzmEqp4ZzUrkj/7BC8Ltrd
          -----END PRIVATE KEY-----
          """);

  static String publicKeys() {
    return """
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEArRpuHGWxEA32gazVSlF/cEo03oysWgjkeOPrFRT8Um0=
    -----END PUBLIC KEY-----
    """;
  }

  /** As the gateway signs what it was asked for. */
  static Envelope signs(RequestEvent request) {
    return signs(request, KEY);
  }

  /** As somebody with another key would. */
  static Envelope signs(RequestEvent request, PrivateKey key) {
    var at =
        switch (request) {
          case OperationRequested asked -> asked.requestedAt();
          case ApprovalVoted vote -> vote.votedAt();
          case CancelRequested _, ResolutionRequested _, ReviewSubmitted _ -> Instant.now();
        };
    return RequestEvidence.sign(request, at, key, SigningKeys.keyId(SigningKeys.publicKey(key)));
  }

  private Gateway() {}
}
