package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.Status;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.ResourceKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A record of three operations that were asked for, approved and carried out, on an AWS whose clock
 * is two seconds ahead; a test spoils it in one place.
 */
final class SmallRun {
  static final String SNAPSHOT = "01a223aa-0c8a-7800-9a34-3571028b93d2";
  static final String REBOOT = "01a223aa-0c8a-7800-9a34-3571028b93d3";
  static final String WINDOW = "01a223aa-0c8a-7800-9a34-3571028b93d4";
  static final Duration SKEW = Duration.ofSeconds(2);

  private static final Instant BEGINNING = Instant.parse("2026-01-01T10:00:00Z");
  private static final Duration VALID = Duration.ofMinutes(15);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final PrivateKey KEY = key();

  final Map<String, Requested> accepted = new HashMap<>();
  final Map<String, Status> ended = new HashMap<>();
  final List<LedgerEntry> entries = new ArrayList<>();
  final List<ObjectNode> effects = new ArrayList<>();

  SmallRun() {
    succeeded(SNAPSHOT, "create_snapshot", Map.of("snapshot_id", "before-upgrade"));
    succeeded(REBOOT, "reboot_instance", Map.of());
    succeeded(WINDOW, "modify_backup_window", Map.of("backup_window", "03:00-03:30"));
    effect(
        SNAPSHOT,
        "CreateDBSnapshot",
        Map.of(
            "DBSnapshotIdentifier",
            "before-upgrade",
            "Tags.Tag.1.Key",
            "countersign:operation",
            "Tags.Tag.1.Value",
            SNAPSHOT));
    effect(REBOOT, "RebootDBInstance", Map.of("ForceFailover", "false"));
    effect(
        WINDOW,
        "ModifyDBInstance",
        Map.of("PreferredBackupWindow", "03:00-03:30", "ApplyImmediately", "false"));
  }

  /** The seconds after the beginning, by the machine's clock. */
  static Instant at(long seconds) {
    return BEGINNING.plusSeconds(seconds);
  }

  private static PrivateKey key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String instance(String operation) {
    return "db-of-" + operation.replace('_', '-');
  }

  private static ResourceKey key(String operation) {
    return new ResourceKey(
        "111122223333", "eu-central-1", "rds", "db", "db-" + operation.toUpperCase(Locale.ROOT));
  }

  private void succeeded(String id, String operation, Map<String, Object> parameters) {
    accepted.put(id, new Requested("key-" + id, operation, instance(operation), parameters));
    ended.put(id, Status.SUCCEEDED);
    event(id, "requested", "gateway", 1, 0, Map.of());
    event(
        id,
        "approved",
        "policy",
        1,
        1,
        Map.of("envelope", MAPPER.valueToTree(approval(id, operation, parameters))));
    event(id, "started", "executor", 1, 2, Map.of());
    event(id, "succeeded", "executor", 2, 60, Map.of());
  }

  private static Envelope approval(String id, String operation, Map<String, Object> parameters) {
    var request =
        new OperationRequested(
            id,
            operation,
            key(operation),
            instance(operation),
            parameters,
            new Requester("dario", "dario", List.of("DBA")),
            null,
            at(0));
    var classification =
        new Classification(
            Environment.TEST, "tag", "Env=test", instance(operation), List.of("Env"), Map.of());
    return Envelope.sign(
        new Approval(
            request,
            RequestHash.of(request),
            request.resource(),
            classification,
            List.of("self-service@2"),
            "0".repeat(64),
            at(1),
            at(1).plus(VALID),
            null),
        KEY,
        "key");
  }

  void event(
      String id, String pastTense, String source, long sequence, long second, Map<String, ?> data) {
    var entry = MAPPER.createObjectNode();
    entry
        .putObject("attributes")
        .put("subject", id)
        .put("type", "dev.countersign.operation." + pastTense + ".v1")
        .put("source", "/countersign/" + source)
        .put("sequence", String.valueOf(sequence))
        .put("time", at(second).toString());
    entry.set("data", MAPPER.valueToTree(data));
    entries.add(new LedgerEntry(entries.size(), "event", "", at(second), entry));
  }

  private Requested asked(String id) {
    return Objects.requireNonNull(accepted.get(id));
  }

  /** Three seconds after the beginning, on the operation's own instance. */
  final ObjectNode effect(String id, String action, Map<String, String> arguments) {
    var operation = asked(id).operation();
    var effect = effect("countersign-" + id + "-1", action, instance(operation), 3);
    effect.put("dbi_resource_id", key(operation).id());
    var parameters = effect.putObject("parameters");
    parameters.put("DBInstanceIdentifier", instance(operation));
    arguments.forEach(parameters::put);
    return effect;
  }

  private ObjectNode effect(String session, String action, String instance, long second) {
    var effect =
        MAPPER
            .createObjectNode()
            .put("time", at(second).plus(SKEW).toString())
            .put("action", action)
            .put("resource", "arn:aws:rds:eu-central-1:111122223333:db:" + instance)
            .put("session_name", session);
    effects.add(effect);
    return effect;
  }

  /** Somebody else's call for the instance of an operation. */
  void stranger(String id, String action, long second) {
    effect(Judge.STRANGER, action, asked(id).instance(), second);
  }

  ObjectNode effectOf(String id) {
    return effects.stream()
        .filter(effect -> effect.path("session_name").asText().contains(id))
        .findFirst()
        .orElseThrow();
  }

  void withoutEffect(String id) {
    effects.remove(effectOf(id));
  }

  /** The ledger never had this event. */
  void without(String id, String pastTense) {
    entries.removeIf(entry -> entry.attribute("subject").equals(id) && Events.is(entry, pastTense));
  }

  /** It ends otherwise. */
  void ends(String id, Status status, Map<String, ?> data) {
    without(id, "succeeded");
    ended.put(id, status);
    event(id, status.wireName(), "executor", 2, 60, data);
  }

  Findings findings() {
    return new Judge(1, SKEW)
        .judge(
            new Material(
                accepted, ended, entries, effects.stream().map(JsonNode.class::cast).toList()));
  }

  List<String> sequenceFaults() {
    return Sequences.faults(entries);
  }
}
