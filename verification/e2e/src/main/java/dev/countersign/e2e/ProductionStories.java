package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.refused;
import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.PolicySettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The two gates, the tiers, the groups and the confirmation, on a production instance. */
final class ProductionStories {
  private static final String CLOSED =
      "Operations not allowed on production instances. Please create a CloudOps request.";
  private static final String INSTANCE = "database-1";

  private static final Duration RELOAD = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Countersign operator;
  private final Countersign dba;
  private final Effects effects;
  private final PolicySettingsFile settings;
  private final PolicyLog log;

  ProductionStories(
      Countersign operator,
      Countersign dba,
      Effects effects,
      PolicySettingsFile settings,
      PolicyLog log) {
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

  private String closed() {
    var problem = refused(403, () -> snapshot("while-closed"));
    unless(problem.detail().contains(CLOSED), "other words: " + problem);
    var request = Objects.requireNonNull(problem.changeRequest(), "no change request");
    unless(request.body().contains(INSTANCE), "no filled-in change request: " + problem);
    effects.expectNone(Objects.requireNonNull(problem.operationId()));
    return "403 with the change request «" + request.title() + "»";
  }

  private String operatorSnapshot() throws Exception {
    settings.enableProduction(true);
    var ended = onceReloaded();
    unless(ended.status() == Status.SUCCEEDED, ended.toString());
    effects.expectOnce(ended.operationId(), "CreateDBSnapshot");
    return Objects.requireNonNull(ended.result()).path("snapshot_arn").asText();
  }

  private String operatorReboot() {
    var confirmed = Map.<String, Object>of("confirm_production", true);
    var problem = refused(403, () -> ask(operator, "reboot", confirmed));
    effects.expectNone(Objects.requireNonNull(problem.operationId()));
    return problem.detail();
  }

  private String dbaWithoutConfirmation() {
    var problem = refused(403, () -> ask(dba, "reboot_instance", Map.of()));
    unless(
        problem.toString().contains("confirm_production"), "not said how to confirm: " + problem);
    effects.expectNone(Objects.requireNonNull(problem.operationId()));
    return problem.detail();
  }

  private String dbaReboot() throws Exception {
    var ended = ask(dba, "reboot", Map.of("confirm_production", true));
    unless(ended.status() == Status.SUCCEEDED, ended.toString());
    effects.expectOnce(ended.operationId(), "RebootDBInstance");
    log.expectWarningAbout(ended.operationId());
    return "rebooted, and logged at WARNING";
  }

  /** Policy notices a changed settings file within moments; until then the gate is still closed. */
  private Operation onceReloaded() throws InterruptedException {
    var deadline = System.nanoTime() + RELOAD.toNanos();
    while (true) {
      try {
        return snapshot("while-open");
      } catch (ProblemException closed) {
        if (closed.status() != 403 || System.nanoTime() > deadline) {
          throw closed;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private Operation snapshot(String id) {
    return ask(operator, "create_snapshot", Map.of("snapshot_id", id));
  }

  private static Operation ask(Countersign api, String operation, Map<String, Object> parameters) {
    return api.submit(Submission.of(operation, INSTANCE, parameters).waiting(PATIENCE)).operation();
  }
}
