package dev.countersign.executor;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What policy would say, signed with a key that the executor under test trusts. */
public final class Approvals {
  private static final String PUBLIC = "countersign.test.public-key";
  private static final String PRIVATE = "countersign.test.private-key";
  private static final List<String> CONSULTED = List.of("Environment", "Env", "ENV", "Stage");

  private Approvals() {}

  public static Event approval(
      Resource resource, String operation, Map<String, Object> parameters) {
    return approval(resource, operation, parameters, Duration.ofMinutes(10));
  }

  public static Event approval(
      Resource resource, String operation, Map<String, Object> parameters, Duration validFor) {
    return signed(statement(resource, operation, parameters, validFor), privateKey(), publicKey());
  }

  /**
   * On a member that has its environment of its cluster.
   *
   * @param tags of the cluster, when that was decided
   */
  static Event approval(
      Instance member,
      Cluster cluster,
      Map<String, String> tags,
      String operation,
      Map<String, Object> parameters) {
    var own = classification(member);
    var inherited =
        new Classification(
            own.environment(),
            "cluster",
            "its cluster " + cluster.identifier(),
            own.identifier(),
            own.consultedTags(),
            own.foundTags(),
            new Classification.Inherited(
                cluster.key(), cluster.identifier(), EnvironmentTags.found(CONSULTED, tags)));
    return signed(
        statement(member, inherited, operation, parameters, Duration.ofMinutes(10)),
        privateKey(),
        publicKey());
  }

  /** Somebody else agreed, and was shown an instance of this class. */
  static Event agreed(
      Resource resource, String instanceClass, String operation, Map<String, Object> parameters) {
    var alone = statement(resource, operation, parameters, Duration.ofMinutes(10));
    return signed(
        new Approval(
            alone.request(),
            alone.requestHash(),
            alone.resource(),
            alone.classification(),
            alone.rules(),
            alone.rulesVersion(),
            alone.decidedAt(),
            alone.expiresAt(),
            List.of(new Approver("bob", null, List.of("DBA"), null, alone.decidedAt(), null, null)),
            null,
            instanceClass),
        privateKey(),
        publicKey());
  }

  static Approval statement(
      Resource resource, String operation, Map<String, Object> parameters, Duration validFor) {
    return statement(resource, classification(resource), operation, parameters, validFor);
  }

  private static Approval statement(
      Resource resource,
      Classification classification,
      String operation,
      Map<String, Object> parameters,
      Duration validFor) {
    var now = Instant.now();
    var request =
        new OperationRequested(
            EventIds.next(),
            operation,
            resource.key(),
            resource.identifier(),
            parameters,
            new Requester("ada@example.org", "Ada", List.of("DBA")),
            "127.0.0.1",
            now);
    return new Approval(
        request,
        RequestHash.of(request),
        resource.key(),
        classification,
        List.of("self-service@1"),
        "0".repeat(64),
        now,
        now.plus(validFor));
  }

  static Event signed(Approval approval, PrivateKey key, PublicKey asKey) {
    var envelope = Envelope.sign(approval, key, SigningKeys.keyId(asKey));
    return event(
        approval.request().operationId(),
        approval.resource().toString(),
        new OperationApproved(
            approval.request().operationId(),
            envelope,
            approval.classification(),
            approval.rules(),
            approval.rulesVersion(),
            approval.expiresAt()));
  }

  static Event cancellation(Event approved) {
    var id = approved.subject();
    var statement =
        new Cancellation(
            id,
            dev.countersign.contracts.resource.ResourceKey.parse(approved.partitionKey()),
            "ada@example.org",
            "changed my mind",
            Instant.now());
    var envelope = Envelope.sign(statement, privateKey(), SigningKeys.keyId(publicKey()));
    return event(
        id,
        approved.partitionKey(),
        new CancelApproved(id, envelope, "ada@example.org", "changed my mind"));
  }

  static Event resolution(Event approved, String outcome) {
    return resolution(approved, outcome, privateKey());
  }

  static Event forgedResolution(Event approved, String outcome) {
    return resolution(approved, outcome, strangersKey());
  }

  private static Event resolution(Event approved, String outcome, PrivateKey key) {
    var id = approved.subject();
    var statement =
        new Resolution(
            id,
            dev.countersign.contracts.resource.ResourceKey.parse(approved.partitionKey()),
            outcome,
            "ada@example.org",
            "looked at the engine's log",
            Instant.now());
    var envelope = Envelope.sign(statement, key, SigningKeys.keyId(publicKey()));
    return event(
        id,
        approved.partitionKey(),
        new ResolutionApproved(
            id, envelope, outcome, "ada@example.org", "looked at the engine's log"));
  }

  private static Event event(
      String operationId, String key, dev.countersign.contracts.event.EventData data) {
    return new Event(
        EventIds.next(),
        "/countersign/policy",
        Instant.now(),
        operationId,
        key,
        1,
        new Trace("correlation-" + operationId, null, null),
        data);
  }

  private static Classification classification(Resource resource) {
    var found = EnvironmentTags.found(CONSULTED, resource.tags());
    var production =
        found.values().stream()
            .anyMatch(value -> value.toLowerCase(java.util.Locale.ROOT).startsWith("pr"));
    return new Classification(
        production ? Environment.PRODUCTION : Environment.DEVELOPMENT,
        "tag",
        found.toString(),
        resource.identifier(),
        CONSULTED,
        found);
  }

  private static PrivateKey strangersKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String publicKeyPem() {
    return pem(publicKey());
  }

  static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** In the JVM's properties, because Quarkus loads test classes more than once. */
  public static PublicKey publicKey() {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key(PUBLIC)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static PrivateKey privateKey() {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(key(PRIVATE)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] key(String which) {
    var properties = System.getProperties();
    synchronized (properties) {
      if (properties.getProperty(PUBLIC) == null) {
        try {
          var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
          var encoder = Base64.getEncoder();
          properties.setProperty(PUBLIC, encoder.encodeToString(pair.getPublic().getEncoded()));
          properties.setProperty(PRIVATE, encoder.encodeToString(pair.getPrivate().getEncoded()));
        } catch (java.security.NoSuchAlgorithmException e) {
          throw new AssertionError(e);
        }
      }
      return Base64.getDecoder().decode(properties.getProperty(which));
    }
  }
}
