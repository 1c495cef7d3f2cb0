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
import org.jspecify.annotations.Nullable;

/**
 * A record of operations that were asked for, approved and carried out, on an AWS whose clock is
 * two seconds ahead; a test spoils it in one place. The last is for a member of the cluster of the
 * one before it, and waited for that.
 */
final class SmallRun {
  static final String SNAPSHOT = "01a223aa-0c8a-7800-9a34-3571028b93d2";
  static final String REBOOT = "01a223aa-0c8a-7800-9a34-3571028b93d3";
  static final String WINDOW = "01a223aa-0c8a-7800-9a34-3571028b93d4";
  static final String FAILOVER = "01a223aa-0c8a-7800-9a34-3571028b93d5";
  static final String MEMBER = "01a223aa-0c8a-7800-9a34-3571028b93d6";
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
    succeeded(
        SNAPSHOT, on("create_snapshot", "one", null, Map.of("snapshot_id", "before-upgrade")));
    succeeded(REBOOT, on("reboot_instance", "two", null, Map.of()));
    succeeded(
        WINDOW, on("modify_backup_window", "three", null, Map.of("backup_window", "03:00-03:30")));
    succeeded(FAILOVER, on("failover_cluster", "shop", "shop", Map.of("target_member", "shop-2")));
    succeeded(MEMBER, on("reboot_instance", "shop-1", "shop", Map.of()));
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
    effect(FAILOVER, "FailoverDBCluster", Map.of("TargetDBInstanceIdentifier", "shop-2"));
    effect(MEMBER, "RebootDBInstance", Map.of("ForceFailover", "false"));
  }

  private static Requested on(
      String operation, String resource, @Nullable String cluster, Map<String, Object> parameters) {
    return new Requested("key", operation, resource, cluster, parameters);
  }

  /** When it is asked for. */
  private static long begin(String id) {
    return id.equals(MEMBER) ? 100 : 0;
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

  private static ResourceKey key(Requested asked) {
    var type = asked.isOnACluster() ? "cluster" : "db";
    return new ResourceKey(
        "111122223333",
        "eu-central-1",
        "rds",
        type,
        type + '-' + asked.resource().toUpperCase(Locale.ROOT));
  }

  private void succeeded(String id, Requested asked) {
    var begin = begin(id);
    accepted.put(id, asked);
    ended.put(id, Status.SUCCEEDED);
    event(id, "requested", "gateway", 1, begin, Map.of());
    event(
        id,
        "approved",
        "policy",
        1,
        begin + 1,
        Map.of("envelope", MAPPER.valueToTree(approval(id, asked))));
    event(id, "started", "executor", 1, begin + 2, Map.of());
    event(id, "succeeded", "executor", 2, begin + 60, Map.of());
  }

  private static Envelope approval(String id, Requested asked) {
    var begin = begin(id);
    var request =
        new OperationRequested(
            id,
            asked.operation(),
            key(asked),
            asked.resource(),
            asked.parameters(),
            new Requester("dario", "dario", List.of("DBA")),
            null,
            at(begin));
    var classification =
        new Classification(
            Environment.TEST, "tag", "Env=test", asked.resource(), List.of("Env"), Map.of());
    return Envelope.sign(
        new Approval(
            request,
            RequestHash.of(request),
            request.resource(),
            classification,
            List.of("self-service@2"),
            "0".repeat(64),
            at(begin + 1),
            at(begin + 1).plus(VALID)),
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

  /** Three seconds after it was asked for, on the operation's own resource. */
  final ObjectNode effect(String id, String action, Map<String, String> arguments) {
    var asked = asked(id);
    var type = asked.isOnACluster() ? "cluster" : "db";
    var effect = effect("countersign-" + id + "-1", action, type, asked.resource(), begin(id) + 3);
    effect.put("resource_id", key(asked).id());
    var parameters = effect.putObject("parameters");
    parameters.put(
        asked.isOnACluster() ? "DBClusterIdentifier" : "DBInstanceIdentifier", asked.resource());
    arguments.forEach(parameters::put);
    return effect;
  }

  private ObjectNode effect(
      String session, String action, String type, String resource, long second) {
    var effect =
        MAPPER
            .createObjectNode()
            .put("time", at(second).plus(SKEW).toString())
            .put("action", action)
            .put("resource", "arn:aws:rds:eu-central-1:111122223333:" + type + ':' + resource)
            .put("session_name", session);
    effects.add(effect);
    return effect;
  }

  /** Somebody else's call for the resource of an operation. */
  ObjectNode stranger(String id, String action, long second) {
    var asked = asked(id);
    return effect(
        Judge.STRANGER, action, asked.isOnACluster() ? "cluster" : "db", asked.resource(), second);
  }

  /** Somebody else's failover to a member of the cluster. */
  void failover(String member, long second) {
    stranger(FAILOVER, "FailoverDBCluster", second)
        .putObject("parameters")
        .put("TargetDBInstanceIdentifier", member);
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
    event(id, status.wireName(), "executor", 2, begin(id) + 60, data);
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
