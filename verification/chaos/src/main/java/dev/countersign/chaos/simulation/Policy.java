package dev.countersign.chaos.simulation;

import dev.countersign.chaos.judgement.ApprovedCall;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.Trace;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Approves, and signs what it approves; its keys are being rotated. */
final class Policy {
  private static final List<KeyPair> PAIRS = List.of(pair(), pair());
  private static final String SOMEBODY = "somebody";

  /** What was signed. */
  final Map<String, Approval> approvals = new LinkedHashMap<>();

  /** What was cancelled. */
  final Set<String> cancelled = new HashSet<>();

  private final World world;
  private Map<String, PublicKey> keys = trusted(1);

  Policy(World world) {
    this.world = world;
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, PublicKey> trusted(int many) {
    var keys = new LinkedHashMap<String, PublicKey>();
    PAIRS.subList(0, many).forEach(pair -> keys.put(id(pair), pair.getPublic()));
    return Map.copyOf(keys);
  }

  private static String id(KeyPair pair) {
    return SigningKeys.keyId(pair.getPublic());
  }

  /** Those that the executors trust now. */
  Map<String, PublicKey> keys() {
    return keys;
  }

  /** From now on the next key is trusted, too. */
  void rotate() {
    keys = trusted(PAIRS.size());
  }

  private KeyPair signing() {
    return PAIRS.get(world.chance.below(keys.size()));
  }

  private Approval approval(String operationId) {
    var approval = approvals.get(operationId);
    if (approval == null) {
      throw new IllegalStateException("never asked for");
    }
    return approval;
  }

  /** The one call that was approved. */
  ApprovedCall call(String operationId) {
    return ApprovedCall.of(approval(operationId));
  }

  /** RDS's name of what was approved. */
  String action(String operationId) {
    return call(operationId).action();
  }

  /** What was given with an operation, or empty. */
  String parameter(String operationId, String name) {
    return String.valueOf(approval(operationId).request().parameters().getOrDefault(name, ""));
  }

  /** Something for an instance, a cluster or one of its members. */
  Event approve(int number) {
    var resource =
        world.chance.one(OF_THE_CLUSTER)
            ? world.rds.cluster()
            : world.chance.of(world.rds.instances());
    var kind = kind(resource);
    var parameters = parameters(kind, number);
    var validFor = Duration.ofMinutes(1 + world.chance.below(39));
    return approve(number, resource, kind, parameters, validFor);
  }

  /** This very operation. */
  Event approve(
      int number,
      SimulatedResource resource,
      String kind,
      Map<String, Object> parameters,
      Duration validFor) {
    var now = world.timeline.time();
    var request =
        new OperationRequested(
            "op-" + number,
            kind,
            resource.key,
            resource.identifier,
            parameters,
            new Requester(SOMEBODY, SOMEBODY, List.of("DBA")),
            "127.0.0.1",
            now);
    var classification =
        new Classification(
            Environment.DEVELOPMENT,
            "tag",
            "Environment=development",
            resource.identifier,
            List.of("Environment"),
            Map.of("Environment", "development"));
    var approval =
        new Approval(
            request,
            RequestHash.of(request),
            resource.key,
            classification,
            List.of("self-service@1"),
            "0".repeat(64),
            now,
            now.plus(validFor));
    approvals.put(request.operationId(), approval);
    var by = signing();
    return event(
        "approved-" + number,
        request,
        new OperationApproved(
            request.operationId(),
            Envelope.sign(approval, by.getPrivate(), id(by)),
            classification,
            approval.rules(),
            approval.rulesVersion(),
            approval.expiresAt()));
  }

  /** Somebody has changed their mind. */
  Event cancel(int number) {
    var request = approval("op-" + number).request();
    cancelled.add(request.operationId());
    var statement =
        new Cancellation(
            request.operationId(), request.resource(), SOMEBODY, null, world.timeline.time());
    var by = signing();
    return event(
        "cancelled-" + number,
        request,
        new CancelApproved(
            request.operationId(),
            Envelope.sign(statement, by.getPrivate(), id(by)),
            SOMEBODY,
            null));
  }

  private static final double OF_THE_CLUSTER = 0.35;
  private static final List<String> OF_INSTANCES =
      List.of(
          "create_snapshot",
          "reboot_instance",
          "modify_backup_window",
          "modify_backup_window",
          "stop_instance",
          "start_instance");
  private static final List<String> OF_CLUSTERS =
      List.of(
          "create_cluster_snapshot",
          "failover_cluster",
          "failover_cluster",
          "modify_cluster_backup_window",
          "stop_cluster",
          "start_cluster");

  private String kind(SimulatedResource resource) {
    return switch (resource) {
      case SimulatedCluster _ -> world.chance.of(OF_CLUSTERS);
      case SimulatedInstance instance ->
          instance.cluster == null ? world.chance.of(OF_INSTANCES) : "reboot_instance";
    };
  }

  private Map<String, Object> parameters(String kind, int number) {
    return switch (kind) {
      case "create_snapshot", "create_cluster_snapshot" ->
          Map.of("snapshot_id", "snapshot-" + number);
      case "modify_backup_window", "modify_cluster_backup_window" ->
          // None overlaps the maintenance window, around midnight.
          Map.of("backup_window", "%02d:00-%02d:45".formatted(number + 1, number + 1));
      case "failover_cluster" ->
          world.chance.one(0.5)
              ? Map.of("target_member", world.chance.of(world.rds.cluster().members).identifier)
              : Map.of();
      default -> Map.of();
    };
  }

  private Event event(String id, OperationRequested request, EventData data) {
    return new Event(
        id,
        "/countersign/policy",
        world.timeline.time(),
        request.operationId(),
        request.resource().toString(),
        1,
        new Trace("correlation-" + request.operationId(), null, null),
        data);
  }
}
