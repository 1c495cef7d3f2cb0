package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Self service on instances that are not production, as an ordinary operator. */
final class OrdinaryStories {
  private static final Map<String, Object> SNAPSHOT =
      Map.of(
          "snapshot_id",
          "before-the-upgrade",
          "tags",
          List.of(Map.of("Key", "Team", "Value", "Billing")));

  private final Api operator;
  private final Effects effects;

  OrdinaryStories(Api operator, Effects effects) {
    this.operator = operator;
    this.effects = effects;
  }

  List<Story> stories() {
    return List.of(
        new Story("a snapshot of a development instance, with tags, succeeds", this::snapshot),
        new Story(
            "the same snapshot id again fails, says what to do, and doubles nothing", this::again),
        new Story("the same Idempotency-Key gives the same operation", this::sameKey),
        new Story("a test instance reboots without failover", this::reboot),
        new Story("the backup window moves to 03:00-04:00", this::backupWindow),
        new Story("stop, then start", this::stopThenStart),
        new Story("of two operations on one instance the second waits its turn", this::twoAtOnce));
  }

  private String snapshot() throws Exception {
    var answer = operator.submitAndWait("create_snapshot", "dev-postgres-01", SNAPSHOT).expect(200);
    var result = succeeded(answer);
    for (var field : List.of("snapshot_arn", "snapshot_create_time", "duration_seconds")) {
      unless(result.hasNonNull(field), field + " is missing from " + result);
    }
    effects.expectOnce(answer.operationId(), "CreateDBSnapshot");
    return result.path("snapshot_arn").asText() + " in " + result.path("duration_seconds") + " s";
  }

  private String again() throws Exception {
    var answer = operator.submitAndWait("create_snapshot", "dev-postgres-01", SNAPSHOT).expect(200);
    unless(answer.text("status").equals("failed"), "expected failed, got " + answer.body());
    var fault = answer.body().path("fault");
    unless(fault.path("next_step").asText().length() > 10, "no next step in " + answer.body());
    effects.expectNone(answer.operationId());
    return fault.path("meaning").asText() + " " + fault.path("next_step").asText();
  }

  private String sameKey() throws Exception {
    var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=60");
    Map<String, Object> parameters = Map.of("snapshot_id", "asked-for-twice");
    var first = operator.submit("create_snapshot", "dev-postgres-01", parameters, headers);
    var second = operator.submit("create_snapshot", "dev-postgres-01", parameters, headers);
    unless(
        first.operationId().equals(second.operationId()),
        first.operationId() + " and then " + second.operationId());
    succeeded(second.expect(200));
    effects.expectOnce(first.operationId(), "CreateDBSnapshot");
    Map<String, Object> other = Map.of("snapshot_id", "something-else");
    operator.submit("create_snapshot", "dev-postgres-01", other, headers).expect(422);
    return "one operation, one snapshot; another body under that key is refused";
  }

  private String reboot() throws Exception {
    var answer =
        operator
            .submitAndWait("reboot", "test-mysql-01", Map.of("force_failover", false))
            .expect(200);
    var result = succeeded(answer);
    unless(
        !result.path("force_failover").asBoolean(true), "force_failover is not false in " + result);
    effects.expectOnce(answer.operationId(), "RebootDBInstance");
    return "back after " + result.path("duration_seconds") + " s";
  }

  private String backupWindow() throws Exception {
    var answer =
        operator
            .submitAndWait(
                "modify_backup_window", "dev-oracle-01", Map.of("backup_window", "03:00-04:00"))
            .expect(200);
    succeeded(answer);
    effects.expectOnce(answer.operationId(), "ModifyDBInstance");
    return "seen on the instance";
  }

  private String stopThenStart() throws Exception {
    var stop = operator.submitAndWait("stop_instance", "dev-oracle-01", Map.of()).expect(200);
    succeeded(stop);
    effects.expectOnce(stop.operationId(), "StopDBInstance");
    var start = operator.submitAndWait("start_instance", "dev-oracle-01", Map.of()).expect(200);
    succeeded(start);
    effects.expectOnce(start.operationId(), "StartDBInstance");
    return "stopped, and available again";
  }

  private String twoAtOnce() throws Exception {
    var first =
        operator.submit(
            "create_snapshot", "test-mysql-01", Map.of("snapshot_id", "first-of-two"), Map.of());
    var second =
        operator.submit(
            "create_snapshot", "test-mysql-01", Map.of("snapshot_id", "second-of-two"), Map.of());
    var firstEnd = ended(first.expect(202).operationId());
    var secondEnd = ended(second.expect(202).operationId());
    unless(
        firstEnd.equals("succeeded") && secondEnd.equals("succeeded"), firstEnd + ", " + secondEnd);
    var events =
        operator.get("/api/operations/" + second.operationId() + "/history").expect(200).text();
    unless(events.contains("operation.queued"), "the second was never queued: " + events);
    effects.expectOnce(first.operationId(), "CreateDBSnapshot");
    effects.expectOnce(second.operationId(), "CreateDBSnapshot");
    return "queued behind the first, then done";
  }

  private String ended(String operationId) throws Exception {
    try (var lines = operator.lines("/api/operations/" + operationId + "/events")) {
      lines.forEach(line -> {});
    }
    return operator.get("/api/operations/" + operationId).expect(200).text("status");
  }

  private static JsonNode succeeded(Answer answer) {
    unless(answer.text("status").equals("succeeded"), "expected succeeded, got " + answer.body());
    unless(answer.body().path("success").asBoolean(), "success is not true in " + answer.body());
    return answer.body().path("result");
  }
}
