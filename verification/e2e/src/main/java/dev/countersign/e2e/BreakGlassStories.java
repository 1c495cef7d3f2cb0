package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.refused;
import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Countersign;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.Operation;
import dev.countersign.client.ReviewsQuestion;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.PolicySettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An emergency: two DBAs would have to approve, and there is no time to ask them. */
final class BreakGlassStories {
  private static final String INSTANCE = "database-1";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, Object> CONFIRMED = Map.of("confirm_production", true);
  private static final String USED = "dev.countersign.operation.break-glass-used.v1";

  private final Countersign dba;
  private final Countersign firefighter;
  private final Countersign ada;
  private final Effects effects;
  private final PolicySettingsFile settings;
  private String used = "";

  /**
   * @param firefighter a DBA with the role BreakGlass
   */
  BreakGlassStories(
      Countersign dba,
      Countersign firefighter,
      Countersign ada,
      Effects effects,
      PolicySettingsFile settings) {
    this.dba = dba;
    this.firefighter = firefighter;
    this.ada = ada;
    this.effects = effects;
    this.settings = settings;
  }

  List<Story> stories() {
    return List.of(
        new Story("without the role nobody breaks the glass", this::withoutTheRole),
        new Story("a break-glass runs without the two DBAs, on the record", this::runs),
        new Story("the second is refused until the review is closed", this::secondIsRefused),
        new Story("another person closes the review, and the next one runs", this::reviewed));
  }

  private String withoutTheRole() throws Exception {
    settings.allowBreakGlass();
    var problem = refused(403, () -> dba.submit(reboot().waiting(PATIENCE)));
    unless(problem.name().equals("group-required"), problem.toString());
    effects.expectNone(Objects.requireNonNull(problem.operationId()));
    return Objects.requireNonNull(problem.detail());
  }

  private String runs() throws InterruptedException {
    var ended = firefighter.submit(reboot().waiting(PATIENCE)).operation();
    used = ended.operationId();
    unless(ended.status() == Status.SUCCEEDED, ended.toString());
    effects.expectOnce(used, "RebootDBInstance");
    var glass = Objects.requireNonNull(ended.breakGlass(), "not shown");
    unless("open".equals(glass.review()), "no open review: " + glass);
    unless(!Objects.requireNonNull(glass.skipped()).isEmpty(), "nothing skipped: " + glass);
    inTheLedger();
    return "skipped " + glass.skipped();
  }

  private void inTheLedger() throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (dba.ledger().entries(LedgerQuestion.of(used)).noneMatch(this::tells)) {
      unless(System.nanoTime() < deadline, "the ledger does not tell of it");
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean tells(LedgerEntry entry) {
    return entry.attribute("type").equals(USED);
  }

  private String secondIsRefused() throws Exception {
    var problem = refused(403, () -> firefighter.submit(reboot().waiting(PATIENCE)));
    unless(problem.name().equals("review-open"), problem.toString());
    effects.expectNone(Objects.requireNonNull(problem.operationId()));
    var own = refused(403, () -> firefighter.closeReview(used, "It was right."));
    unless(own.name().equals("own-break-glass"), own.toString());
    return Objects.requireNonNull(problem.detail());
  }

  private String reviewed() throws InterruptedException {
    var open = ada.reviews(ReviewsQuestion.open()).map(Operation::operationId).toList();
    unless(open.contains(used), "not among the open reviews: " + open);
    ada.closeReview(used, "The shop was down. It was right.");
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!"closed".equals(Objects.requireNonNull(dba.operation(used).breakGlass()).review())) {
      unless(System.nanoTime() < deadline, "not closed: " + dba.operation(used));
      TimeUnit.MILLISECONDS.sleep(100);
    }
    var next = firefighter.submit(reboot().waiting(PATIENCE)).operation();
    unless(next.status() == Status.SUCCEEDED, next.toString());
    effects.expectOnce(next.operationId(), "RebootDBInstance");
    return "closed by " + Objects.requireNonNull(dba.operation(used).breakGlass()).closedBy();
  }

  private static Submission reboot() {
    return Submission.of("reboot", INSTANCE, CONFIRMED).breakingGlass("The shop is down.");
  }
}
