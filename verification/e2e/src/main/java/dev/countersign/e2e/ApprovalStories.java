package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.refused;
import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.ApprovalsQuestion;
import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.Opinion;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.PolicySettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A production reboot that two DBAs have to approve, and what happens between their votes. */
final class ApprovalStories {
  private static final String INSTANCE = "database-1";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Map<String, Object> CONFIRMED = Map.of("confirm_production", true);

  private final Countersign dba;
  private final Countersign ada;
  private final Countersign bob;
  private final Countersign delegate;
  private final Effects effects;
  private final PolicySettingsFile settings;
  private String waiting = "";

  ApprovalStories(
      Countersign dba,
      Countersign ada,
      Countersign bob,
      Countersign delegate,
      Effects effects,
      PolicySettingsFile settings) {
    this.dba = dba;
    this.ada = ada;
    this.bob = bob;
    this.delegate = delegate;
    this.effects = effects;
    this.settings = settings;
  }

  List<Story> stories() {
    return List.of(
        new Story("a production reboot waits for two DBAs, and who asked may not vote", this::ask),
        new Story("one vote is not enough", this::oneVote),
        new Story("the class changes between the votes, and the votes are void", this::drift),
        new Story("two votes on what it is now let it run, once", this::twoVotes),
        new Story("a delegate approves in the stead of a DBA who is away", this::delegated));
  }

  private String ask() throws Exception {
    settings.askTwoDbas();
    var operation = asked();
    waiting = operation.operationId();
    unless(operation.status() == Status.APPROVAL_REQUIRED, operation.toString());
    var problem = refused(403, () -> dba.approve(operation, "my own"));
    unless(problem.name().equals("own-request"), problem.toString());
    var inbox = ada.approvals(ApprovalsQuestion.forMe()).map(Operation::operationId).toList();
    unless(inbox.contains(waiting), "not in the inbox of a DBA: " + inbox);
    return Objects.requireNonNull(operation.message());
  }

  private String oneVote() throws InterruptedException {
    ada.approve(ada.operation(waiting), "Agreed with the shop.");
    var after = until(one -> missing(one) == 1);
    unless(after.status() == Status.APPROVAL_REQUIRED, after.toString());
    effects.expectNone(waiting);
    return Objects.requireNonNull(after.message());
  }

  private String drift() throws InterruptedException {
    var shown = bob.operation(waiting);
    var change =
        Submission.of(
            "modify_instance_class",
            INSTANCE,
            Map.of(
                "instance_class", "db.r6g.xlarge",
                "apply_immediately", true,
                "confirm_production", true));
    var ended = dba.submit(change.waiting(PATIENCE)).operation();
    unless(ended.status() == Status.SUCCEEDED, ended.toString());
    var again = until(one -> approval(one).round() > 1);
    unless(missing(again) == 2, "votes still count: " + again);
    var problem = refused(409, () -> bob.vote(waiting, Opinion.approve(shown, null)));
    unless(problem.name().equals("ballot-changed"), problem.toString());
    effects.expectNone(waiting);
    return "asked again, because of " + approval(again).changed();
  }

  private String twoVotes() throws InterruptedException {
    bob.approve(bob.operation(waiting), null);
    until(one -> missing(one) == 1);
    ada.approve(ada.operation(waiting), "Still fine.");
    var ended = dba.awaitEnd(waiting);
    unless(ended.status() == Status.SUCCEEDED, ended.toString());
    effects.expectOnce(waiting, "RebootDBInstance");
    return "approved by " + approval(ended).voters();
  }

  private String delegated() throws Exception {
    waiting = dba.submit(Submission.of("reboot", INSTANCE, CONFIRMED)).operation().operationId();
    var before = until(one -> one.status() == Status.APPROVAL_REQUIRED);
    var problem = refused(403, () -> delegate.approve(before, "Not asked."));
    unless(problem.name().equals("not-yours-to-vote"), problem.toString());
    dba.cancel(waiting, "Asked too early.");
    settings.delegate("ada", "dela");
    waiting = dba.submit(Submission.of("reboot", INSTANCE, CONFIRMED)).operation().operationId();
    until(one -> one.status() == Status.APPROVAL_REQUIRED);
    var inbox = delegate.approvals(ApprovalsQuestion.forMe()).map(Operation::operationId).toList();
    unless(inbox.contains(waiting), "not in the inbox of the delegate: " + inbox);
    delegate.approve(delegate.operation(waiting), "Ada is away.");
    until(one -> missing(one) == 1);
    bob.approve(bob.operation(waiting), null);
    var ended = dba.awaitEnd(waiting);
    unless(ended.status() == Status.SUCCEEDED, ended.toString());
    effects.expectOnce(waiting, "RebootDBInstance");
    var vote = approval(ended).votes().getFirst();
    unless(List.of("ada").equals(vote.onBehalfOf()), "not said in whose stead: " + vote);
    return vote.voter() + " in the stead of " + vote.onBehalfOf();
  }

  /** As soon as policy has answered. */
  private Operation asked() throws InterruptedException {
    var asked = dba.submit(Submission.of("reboot", INSTANCE, CONFIRMED)).operation();
    return Until.decided(dba, asked.operationId());
  }

  private Operation until(Predicate<Operation> seen) throws InterruptedException {
    return Until.is(dba, waiting, seen);
  }

  private static int missing(Operation operation) {
    return approval(operation).missing().stream().mapToInt(Operation.Need::count).sum();
  }

  private static Operation.Approval approval(Operation operation) {
    return Objects.requireNonNull(operation.approval(), "nobody is asked");
  }
}
