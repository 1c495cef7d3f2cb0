package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceDetails;
import dev.countersign.client.Preview;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What would happen, asked before anything does. */
final class PreviewStories {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BUSY = 503;
  private static final String STAGING = "staging-postgres-01";
  private static final String PRODUCTION = "database-1";

  private final Countersign operator;
  private final Effects effects;

  PreviewStories(Countersign operator, Effects effects) {
    this.operator = operator;
    this.effects = effects;
  }

  List<Story> stories() {
    return List.of(
        new Story(
            "the preview of a change of the class names the pending change of the storage",
            this::comesAlong),
        new Story("the preview of a refused operation names the rule", this::namesTheRule),
        new Story("what a preview promised comes true", this::comesTrue),
        new Story("an instance says what its reader may do with it", this::mayDo));
  }

  private String comesAlong() {
    var instance = operator.instance(STAGING);
    pending(instance.account(), instance.region(), Map.of("AllocatedStorage", 400));
    try {
      var shown =
          preview(
              "modify_instance_class",
              STAGING,
              Map.of("instance_class", "db.r7g.xlarge", "apply_immediately", true));
      unless(
          shown.alsoApplied().stream()
              .anyMatch(one -> one.field().equals("AllocatedStorage") && one.then().equals("400")),
          "the pending storage is not named: " + shown);
      unless(!shown.wouldStart(), "it would start, though nobody agreed to what comes along");
      var interruption = shown.interruption();
      unless(interruption != null && interruption.expected(), "no interruption: " + shown);
      return shown.preconditions().getLast().message();
    } finally {
      pending(instance.account(), instance.region(), Map.of());
    }
  }

  private void pending(String account, String region, Map<String, Object> values) {
    effects
        .simulator()
        .change(
            account,
            region,
            STAGING,
            Map.of("attributes", Map.of("PendingModifiedValues", values)));
  }

  private String namesTheRule() {
    var shown = preview("reboot_instance", PRODUCTION, Map.of("confirm_production", true));
    unless(shown.verdict().equals("rejected"), "expected rejected: " + shown);
    unless(!shown.rules().isEmpty(), "no rule is named: " + shown);
    unless(!shown.wouldStart(), "it would start: " + shown);
    var rule = shown.rules().getFirst();
    return rule.title() + ": " + rule.why();
  }

  private String comesTrue() {
    var parameters = Map.<String, Object>of("snapshot_id", "as-previewed");
    var before = effects.all().size();
    var shown = yes("create_snapshot", STAGING, parameters);
    unless(effects.all().size() == before, "the preview had an effect");
    var asked = Submission.of("create_snapshot", STAGING, parameters).waiting(PATIENCE);
    var ended = operator.awaitEnd(operator.submit(asked).operation().operationId());
    unless(ended.status() == Status.SUCCEEDED, "expected succeeded, got " + ended);
    effects.expectOnce(ended.operationId(), "CreateDBSnapshot");
    return shown.changes().getFirst().then() + ", and to undo it: " + shown.undo();
  }

  private String mayDo() {
    var production = classified(PRODUCTION);
    var staging = classified(STAGING);
    unless("production".equals(production.environment()), "not production: " + production);
    unless("staging".equals(staging.environment()), "not staging: " + staging);
    for (var offer : staging.operations()) {
      unless(offer.allowed().equals("yes"), "may not: " + offer);
    }
    return "on production: " + production.operations().getFirst().reason();
  }

  /** Policy's answer is waited for; on a busy machine the first may take longer than the page. */
  private InstanceDetails classified(String instance) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var shown = operator.instance(instance);
    while (shown.environment() == null && System.nanoTime() - deadline < 0) {
      shown = operator.instance(instance);
    }
    return shown;
  }

  /** Once policy has heard of the instance, too. */
  private Preview yes(String operation, String instance, Map<String, Object> parameters) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var shown = preview(operation, instance, parameters);
    while (!shown.wouldStart() && System.nanoTime() - deadline < 0) {
      shown = preview(operation, instance, parameters);
    }
    unless(shown.wouldStart(), "it would not start: " + shown);
    return shown;
  }

  /** Where one of those who are asked took too long, it is asked again, for a while. */
  private Preview preview(String operation, String instance, Map<String, Object> parameters) {
    var asked = Submission.of(operation, instance, parameters);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return operator.preview(asked);
      } catch (ProblemException problem) {
        if (problem.status() != BUSY || System.nanoTime() - deadline > 0) {
          throw problem;
        }
      }
    }
  }
}
