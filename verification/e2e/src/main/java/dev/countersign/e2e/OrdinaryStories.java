package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.refused;
import static dev.countersign.e2e.StoryFailed.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.Snapshot;
import dev.countersign.client.SnapshotQuestion;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Self service on instances that are not production, as an ordinary operator. */
final class OrdinaryStories {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Map<String, Object> SNAPSHOT =
      Map.of(
          "snapshot_id",
          "before-the-upgrade",
          "tags",
          List.of(Map.of("Key", "Team", "Value", "Billing")));

  private final Countersign operator;
  private final Effects effects;

  OrdinaryStories(Countersign operator, Effects effects) {
    this.operator = operator;
    this.effects = effects;
  }

  List<Story> stories() {
    return List.of(
        new Story("a snapshot of a development instance, with tags, succeeds", this::snapshot),
        new Story(
            "the same snapshot id again fails, says what to do, and doubles nothing", this::again),
        new Story("a snapshot is listed, then deleted", this::listedThenDeleted),
        new Story("the same Idempotency-Key gives the same operation", this::sameKey),
        new Story("a test instance reboots without failover", this::reboot),
        new Story("the backup window moves to 03:00-04:00", this::backupWindow),
        new Story("stop, then start", this::stopThenStart),
        new Story("of two operations on one instance the second waits its turn", this::twoAtOnce));
  }

  private String snapshot() {
    var ended = ended("create_snapshot", "dev-postgres-01", SNAPSHOT);
    var result = succeeded(ended);
    for (var field : List.of("snapshot_arn", "snapshot_create_time", "duration_seconds")) {
      unless(result.hasNonNull(field), field + " is missing from " + result);
    }
    effects.expectOnce(ended.operationId(), "CreateDBSnapshot");
    return result.path("snapshot_arn").asText() + " in " + result.path("duration_seconds") + " s";
  }

  private String again() {
    var ended = ended("create_snapshot", "dev-postgres-01", SNAPSHOT);
    unless(ended.status() == Status.FAILED, "expected failed, got " + ended);
    var fault = Objects.requireNonNull(ended.fault(), "no fault");
    unless(fault.nextStep().length() > 10, "no next step in " + ended);
    effects.expectNone(ended.operationId());
    return fault.meaning() + " " + fault.nextStep();
  }

  private String listedThenDeleted() throws InterruptedException {
    var asked = ended("create_snapshot", "test-mysql-01", Map.of("snapshot_id", "to-be-deleted"));
    succeeded(asked);
    // RDS lists tags some time after the snapshot.
    var listed =
        onceListed(
                "test-mysql-01",
                snapshots ->
                    snapshots.stream()
                        .anyMatch(one -> one.createdBy() != null && one.createdAt() != null))
            .getFirst();
    var createdBy = Objects.requireNonNull(listed.createdBy(), "not said to be ours");
    unless(createdBy.operationId().equals(asked.operationId()), "somebody else's: " + listed);
    unless(listed.createdAt() != null && listed.sizeGib() > 0, "no age or size: " + listed);
    var deleted =
        ended("delete_snapshot", "test-mysql-01", Map.of("snapshot_id", listed.snapshotId()));
    succeeded(deleted);
    effects.expectOnce(deleted.operationId(), "DeleteDBSnapshot");
    onceListed("test-mysql-01", List::isEmpty);
    return listed.arn() + ", asked for by " + createdBy.requester().subject() + ", is gone";
  }

  /** Discovery lists what there is every few seconds. */
  private List<Snapshot> onceListed(String instance, Predicate<List<Snapshot>> awaited)
      throws InterruptedException {
    var question =
        new SnapshotQuestion(null, instance, null, "to-be-deleted", null, null, null, 10);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var snapshots = operator.snapshots(question).toList();
      if (awaited.test(snapshots)) {
        return snapshots;
      }
      unless(System.nanoTime() < deadline, "still listed: " + snapshots);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private String sameKey() {
    var asked = snapshotOf("dev-postgres-01", "asked-for-twice").waiting(PATIENCE);
    var first = operator.submit(asked).operation();
    var second = operator.submit(asked);
    unless(second.replayed(), "not said to be the same");
    unless(
        first.operationId().equals(second.operation().operationId()),
        first.operationId() + " and then " + second.operation().operationId());
    succeeded(second.operation());
    effects.expectOnce(first.operationId(), "CreateDBSnapshot");
    var other = snapshotOf("dev-postgres-01", "something-else").underKey(asked.idempotencyKey());
    refused(422, () -> operator.submit(other));
    return "one operation, one snapshot; another body under that key is refused";
  }

  private String reboot() {
    var ended = ended("reboot", "test-mysql-01", Map.of("force_failover", false));
    var result = succeeded(ended);
    unless(
        !result.path("force_failover").asBoolean(true), "force_failover is not false in " + result);
    effects.expectOnce(ended.operationId(), "RebootDBInstance");
    return "back after " + result.path("duration_seconds") + " s";
  }

  private String backupWindow() {
    var window = Map.<String, Object>of("backup_window", "03:00-04:00");
    var ended = ended("modify_backup_window", "dev-oracle-01", window);
    succeeded(ended);
    effects.expectOnce(ended.operationId(), "ModifyDBInstance");
    return "seen on the instance";
  }

  private String stopThenStart() {
    var stop = ended("stop_instance", "dev-oracle-01", Map.of());
    succeeded(stop);
    effects.expectOnce(stop.operationId(), "StopDBInstance");
    var start = ended("start_instance", "dev-oracle-01", Map.of());
    succeeded(start);
    effects.expectOnce(start.operationId(), "StartDBInstance");
    return "stopped, and available again";
  }

  private String twoAtOnce() throws InterruptedException {
    Operation first;
    Operation second;
    // The first is under way until the second has come.
    try (var _ = effects.simulator().standStill()) {
      first = operator.submit(snapshotOf("test-mysql-01", "first-of-two")).operation();
      second = operator.submit(snapshotOf("test-mysql-01", "second-of-two")).operation();
      Until.happened(operator, second.operationId(), "queued");
    }
    succeeded(operator.awaitEnd(first.operationId()));
    succeeded(operator.awaitEnd(second.operationId()));
    var events = operator.history(second.operationId()).map(event -> event.name()).toList();
    unless(events.contains("queued"), "the second was never queued: " + events);
    effects.expectOnce(first.operationId(), "CreateDBSnapshot");
    effects.expectOnce(second.operationId(), "CreateDBSnapshot");
    return "queued behind the first, then done";
  }

  private static Submission snapshotOf(String instance, String id) {
    return Submission.of("create_snapshot", instance, Map.of("snapshot_id", id));
  }

  private Operation ended(String operation, String instance, Map<String, Object> parameters) {
    return operator
        .submit(Submission.of(operation, instance, parameters).waiting(PATIENCE))
        .operation();
  }

  private static JsonNode succeeded(Operation operation) {
    unless(operation.status() == Status.SUCCEEDED, "expected succeeded, got " + operation);
    unless(Boolean.TRUE.equals(operation.success()), "success is not true in " + operation);
    return Objects.requireNonNull(operation.result(), "no result");
  }
}
