package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The two gates, the tiers, the groups and the confirmation, on a production instance. */
final class ProductionStories {
  private static final String CLOSED =
      "Operations not allowed on production instances. Please create a CloudOps request.";
  private static final String INSTANCE = "database-1";

  private static final Duration RELOAD = Duration.ofSeconds(5);

  private final Api operator;
  private final Api dba;
  private final Effects effects;
  private final PolicySettings settings;
  private final PolicyLog log;

  ProductionStories(
      Api operator, Api dba, Effects effects, PolicySettings settings, PolicyLog log) {
    this.operator = operator;
    this.dba = dba;
    this.effects = effects;
    this.settings = settings;
    this.log = log;
  }

  /** To be told while the environment variable is not set. */
  List<Story> withoutTheVariable() {
    return List.of(new Story("production is closed while only the setting is open", this::closed));
  }

  /** To be told while the environment variable is set. */
  List<Story> withTheVariable() {
    return List.of(
        new Story("production is closed while only the environment variable is open", this::closed),
        new Story("both gates open: an operator may take a snapshot", this::operatorSnapshot),
        new Story("an operator may not reboot production", this::operatorReboot),
        new Story("a DBA has to confirm", this::dbaWithoutConfirmation),
        new Story("a DBA who confirms reboots production, on the record", this::dbaReboot));
  }

  private String closed() throws Exception {
    var answer = snapshot("while-closed").expect(403);
    unless(answer.text("detail").contains(CLOSED), "other words: " + answer.body());
    var request = answer.body().path("change_request");
    unless(
        request.path("body").asText().contains(INSTANCE),
        "no filled-in change request: " + answer.body());
    effects.expectNone(answer.operationId());
    return "403 with the change request «" + request.path("title").asText() + "»";
  }

  private String operatorSnapshot() throws Exception {
    settings.enableProduction(true);
    var answer = onceReloaded().expect(200);
    unless(answer.text("status").equals("succeeded"), answer.text());
    effects.expectOnce(answer.operationId(), "CreateDBSnapshot");
    return answer.body().path("result").path("snapshot_arn").asText();
  }

  private String operatorReboot() throws Exception {
    var answer =
        operator.submitAndWait("reboot", INSTANCE, Map.of("confirm_production", true)).expect(403);
    effects.expectNone(answer.operationId());
    return answer.text("detail");
  }

  private String dbaWithoutConfirmation() throws Exception {
    var answer = dba.submitAndWait("reboot_instance", INSTANCE, Map.of()).expect(403);
    unless(
        answer.text().contains("confirm_production"), "not said how to confirm: " + answer.body());
    effects.expectNone(answer.operationId());
    return answer.text("detail");
  }

  private String dbaReboot() throws Exception {
    var answer =
        dba.submitAndWait("reboot", INSTANCE, Map.of("confirm_production", true)).expect(200);
    unless(answer.text("status").equals("succeeded"), answer.text());
    effects.expectOnce(answer.operationId(), "RebootDBInstance");
    log.expectWarningAbout(answer.operationId());
    return "rebooted, and logged at WARNING";
  }

  /** Policy notices a changed settings file within moments; until then the gate is still closed. */
  private Answer onceReloaded() throws Exception {
    var deadline = System.nanoTime() + RELOAD.toNanos();
    var answer = snapshot("while-open");
    while (answer.status() == 403 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
      answer = snapshot("while-open");
    }
    return answer;
  }

  private Answer snapshot(String id) throws Exception {
    return operator.submitAndWait("create_snapshot", INSTANCE, Map.of("snapshot_id", id));
  }
}
