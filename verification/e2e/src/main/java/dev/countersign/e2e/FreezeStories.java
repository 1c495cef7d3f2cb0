package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.refused;
import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.PolicySettingsFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A freeze begins and ends, at both gates: when it is decided, and when it is sent to AWS. */
final class FreezeStories {
  private static final String INSTANCE = "dev-postgres-01";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Countersign operator;
  private final Countersign ada;
  private final Effects effects;
  private final PolicySettingsFile settings;
  private final FreezeCalendar calendar;

  FreezeStories(
      Countersign operator,
      Countersign ada,
      Effects effects,
      PolicySettingsFile settings,
      FreezeCalendar calendar) {
    this.operator = operator;
    this.ada = ada;
    this.effects = effects;
    this.settings = settings;
    this.calendar = calendar;
  }

  List<Story> stories() {
    return List.of(
        new Story("a freeze begins: a request is refused with its name", this::refusedInFreeze),
        new Story("the freeze ends: the same request runs", this::runsAfterFreeze),
        new Story("what may wait is held, and runs after the freeze", this::heldThroughFreeze),
        new Story(
            "a freeze begins between approval and call: nothing reaches RDS",
            this::beginsInBetween),
        new Story(
            "a freeze is added after the approval: nothing reaches RDS", this::addedInBetween),
        new Story("an override with its own approval runs in the freeze", this::overridden));
  }

  private String refusedInFreeze() throws IOException {
    calendar.empty();
    settings.freeze("Demo freeze", "demo.ics", "send-back");
    calendar.event("Trade fair", Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
    var problem = refused(403, () -> operator.submit(snapshot("in-the-freeze").waiting(PATIENCE)));
    unless(problem.detail().contains("Demo freeze"), "the freeze is not named: " + problem);
    unless(problem.toString().contains("frozen"), "another reason: " + problem);
    effects.expectNone(Objects.requireNonNull(problem.operationId()));
    var shown = operator.freezes(null).freezes().getFirst();
    unless(shown.frozen(), "not shown as frozen: " + shown);
    unless(shown.now().getFirst().title().equals("Trade fair"), "another title: " + shown);
    return problem.detail();
  }

  private String runsAfterFreeze() throws IOException {
    calendar.empty();
    var ended = operator.submit(snapshot("after-the-freeze").waiting(PATIENCE)).operation();
    return done(ended);
  }

  private String heldThroughFreeze() throws IOException, InterruptedException {
    settings.freeze("Demo freeze", "demo.ics", "start-after");
    var end = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
    calendar.event("Trade fair", Instant.now().minusSeconds(60), end);
    var held = decided(snapshot("held"));
    unless(held.status() == Status.HELD, "not held: " + held);
    var until = Objects.requireNonNull(held.heldUntil(), "not said until when");
    unless(!until.isBefore(end), "held until " + until + ", before the end of the freeze");
    var ended = operator.awaitEnd(held.operationId());
    unless(
        !Objects.requireNonNull(ended.decidedAt()).isBefore(end),
        "decided before the end of the freeze: " + ended);
    return done(ended) + ", held until " + until;
  }

  /** The session for the call cannot be had until the freeze has begun. */
  private String beginsInBetween() throws IOException, InterruptedException {
    settings.freeze("Demo freeze", "demo.ics", "send-back");
    var begin = Instant.now().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS);
    calendar.event("Trade fair", begin, begin.plusSeconds(3600));
    try (var _ = effects.withoutSessions()) {
      var approved = decided(snapshot("too-late"));
      unless(
          begin.equals(approved.decisionExpiresAt()),
          "the approval does not end where the freeze begins: " + approved);
      var ended = operator.awaitEnd(approved.operationId());
      unless(ended.status() == Status.FAILED, ended.toString());
      var fault = Objects.requireNonNull(ended.fault());
      unless(fault.code().equals("decision-expired"), "another fault: " + ended);
      effects.expectNone(ended.operationId());
      return "the approval ended at " + begin + ", and nothing was done";
    }
  }

  private String addedInBetween() throws IOException, InterruptedException {
    calendar.empty();
    try (var _ = effects.withoutSessions()) {
      var approved = decided(snapshot("taken-back"));
      unless(approved.decisionExpiresAt() != null, "not approved: " + approved);
      calendar.event("Incident", Instant.now().minusSeconds(1), Instant.now().plusSeconds(3600));
      var ended = operator.awaitEnd(approved.operationId());
      unless(ended.status() == Status.CANCELLED, ended.toString());
      effects.expectNone(ended.operationId());
      var cancel = Objects.requireNonNull(ended.cancel());
      return String.valueOf(cancel.reason());
    } finally {
      settings.noFreeze();
    }
  }

  private String overridden() throws IOException, InterruptedException {
    settings.freeze("Demo freeze", "demo.ics", "send-back");
    settings.allowOverrides();
    calendar.event("Trade fair", Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
    var urgent = snapshot("urgent").overridingFreezes("The disk is dying.");
    var asked = asked(operator.submit(urgent).operation().operationId());
    effects.expectNone(asked.operationId());
    ada.approve(asked, "It is.");
    var ended = operator.awaitEnd(asked.operationId());
    calendar.empty();
    settings.noFreeze();
    return done(ended) + ", agreed to by " + Objects.requireNonNull(ended.approval()).voters();
  }

  private Operation asked(String id) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var operation = ada.operation(id);
      if (operation.status() == Status.APPROVAL_REQUIRED) {
        return operation;
      }
      unless(System.nanoTime() < deadline, "nobody is asked: " + operation);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private Operation decided(Submission submission) throws InterruptedException {
    var asked = operator.submit(submission).operation();
    return Until.decided(operator, asked.operationId());
  }

  private String done(Operation ended) {
    unless(ended.status() == Status.SUCCEEDED, "expected succeeded, got " + ended);
    effects.expectOnce(ended.operationId(), "CreateDBSnapshot");
    return Objects.requireNonNull(ended.result()).path("snapshot_arn").asText();
  }

  private static Submission snapshot(String id) {
    return Submission.of("create_snapshot", INSTANCE, Map.of("snapshot_id", id));
  }
}
