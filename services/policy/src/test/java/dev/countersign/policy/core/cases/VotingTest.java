package dev.countersign.policy.core.cases;

import static dev.countersign.policy.core.cases.Ballots.ADA;
import static dev.countersign.policy.core.cases.Ballots.BOB;
import static dev.countersign.policy.core.cases.Ballots.INSTANCE;
import static dev.countersign.policy.core.cases.Ballots.REQUEST;
import static dev.countersign.policy.core.cases.Ballots.asked;
import static dev.countersign.policy.core.cases.Ballots.decide;
import static dev.countersign.policy.core.cases.Ballots.question;
import static dev.countersign.policy.core.cases.Ballots.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a production reboot that two DBAs have to approve. */
class VotingTest {
  private static final Instant LATER = Samples.NOW.plus(Duration.ofHours(3));

  @Test
  void peopleAreAskedWithAllThatTheirVoteIsBoundTo() {
    var step = decide(new Unseen(), new Open(REQUEST, INSTANCE), Samples.NOW);
    var question = question(step);
    var ballot = question.ballot();
    assertEquals(RequestHash.of(REQUEST), ballot.requestHash());
    assertEquals("db.t4g.medium", ballot.instanceClass());
    assertEquals(Environment.PRODUCTION, ballot.classification().environment());
    assertEquals(List.of(new Need("DBA", 2)), ballot.quorum());
    assertEquals(Ballots.BOOK.version(), ballot.rulesVersion());
    assertEquals(ballot.hash(), question.ballotHash());
    assertEquals(List.of("Production reboots need two DBAs"), question.titles());
    assertEquals(Samples.NOW.plus(Duration.ofHours(24)), question.expiresAt());
    assertNull(question.changed());
  }

  @Test
  void theSecondOfTwoApprovesAndTheApprovalSaysWhoAgreedAndUntilWhenToStart() {
    var waiting = asked();
    var first = decide(waiting, vote(waiting, ADA, VoteVerdict.APPROVE, LATER), LATER);
    assertEquals(List.of(new Need("DBA", 1)), counted(first));
    var second = decide(first.next(), vote(waiting, BOB, VoteVerdict.APPROVE, LATER), LATER);
    assertEquals(List.of(), counted(second));
    assertInstanceOf(Approved.class, second.next());
    var approval = assertInstanceOf(Answer.Approve.class, second.answers().getLast()).statement();
    assertEquals(
        List.of("ada", "bob"),
        Objects.requireNonNull(approval.approvers()).stream().map(Approver::subject).toList());
    assertTrue(approval.rules().contains("production-risky@1"), approval.rules().toString());
    assertTrue(approval.rules().containsAll(waiting.votes().ballot().rules()));
    // From the approval, however old the request is.
    assertEquals(LATER.plus(Duration.ofHours(1)), approval.expiresAt());
  }

  @Test
  void nobodyApprovesWhatTheyAskedForThemselves() {
    assertEquals("own-request", discarded(Samples.DORA, VoteVerdict.APPROVE, "so"));
  }

  @Test
  void peopleOfOtherGroupsAreNotAsked() {
    assertEquals("not-yours-to-vote", discarded(Samples.OLGA, VoteVerdict.APPROVE, "so"));
  }

  @Test
  void whoeverRefusesSaysWhy() {
    assertEquals("comment-required", discarded(ADA, VoteVerdict.REJECT, null));
    assertEquals("comment-required", discarded(ADA, VoteVerdict.SEND_BACK, "  "));
    assertEquals("nothing-to-withdraw", discarded(ADA, VoteVerdict.WITHDRAW, null));
  }

  @Test
  void oneRejectionEndsItAndOneSendingBackDoesToo() {
    assertEquals("rejected-by-approver", ends(VoteVerdict.REJECT));
    assertEquals("sent-back", ends(VoteVerdict.SEND_BACK));
  }

  private static String ends(VoteVerdict verdict) {
    var waiting = asked();
    var one = decide(waiting, vote(waiting, ADA, VoteVerdict.APPROVE, LATER), LATER);
    var step = decide(one.next(), vote(waiting, BOB, verdict, LATER), LATER);
    assertEquals(new Refused(REQUEST), step.next());
    var rejection = assertInstanceOf(Answer.Reject.class, step.answers().getLast()).rejection();
    assertTrue(rejection.message().contains("Bob Dba"), rejection.message());
    assertTrue(rejection.message().endsWith(": so"), rejection.message());
    assertEquals(
        Environment.PRODUCTION, Objects.requireNonNull(rejection.classification()).environment());
    return rejection.code();
  }

  @Test
  void aVoteThatIsWithdrawnCountsNoLongerAndIsNotBroughtBack() {
    var waiting = asked();
    var approval = vote(waiting, ADA, VoteVerdict.APPROVE, LATER);
    var state = decide(waiting, approval, LATER).next();
    var withdrawn =
        decide(state, vote(waiting, ADA, VoteVerdict.WITHDRAW, LATER.plusMillis(1)), LATER);
    assertEquals(List.of(new Need("DBA", 2)), counted(withdrawn));

    var replayed = decide(withdrawn.next(), approval, LATER);
    assertEquals("older-vote", discarded(replayed));
    assertEquals(withdrawn.next(), replayed.next());
    var other = decide(replayed.next(), vote(waiting, BOB, VoteVerdict.APPROVE, LATER), LATER);
    assertInstanceOf(Waiting.class, other.next());
  }

  @Test
  void aVoteOnAnotherRequestIsVoid() {
    var waiting = asked();
    var other =
        new ApprovalVoted(
            REQUEST.operationId(),
            REQUEST.resource(),
            RequestHash.of(REQUEST),
            VoteVerdict.APPROVE,
            null,
            ADA,
            LATER,
            null);
    assertEquals("ballot-changed", discarded(decide(waiting, new Vote(other, INSTANCE), LATER)));
  }

  @Test
  void waitingEndsAtItsTimeAndALateVoteComesTooLate() {
    var waiting = asked();
    var until = waiting.until();
    assertEquals(until, OperationCase.due(waiting));
    var early = decide(waiting, new LookAgain(INSTANCE), until.minusMillis(1));
    assertEquals(waiting, early.next());
    assertEquals(List.of(), early.answers());

    var late = decide(waiting, new LookAgain(INSTANCE), until);
    assertEquals(new Refused(REQUEST), late.next());
    assertEquals(
        until,
        assertInstanceOf(Answer.Expire.class, late.answers().getLast()).expiry().expiredAt());

    var vote = decide(waiting, vote(waiting, ADA, VoteVerdict.APPROVE, until), until);
    assertEquals("too-late", discarded(vote));
    assertInstanceOf(Answer.Expire.class, vote.answers().getLast());
  }

  @Test
  void whatVanishesWhilePeopleAreAskedIsRefused() {
    var step = decide(asked(), new LookAgain(null), LATER);
    var rejection = assertInstanceOf(Answer.Reject.class, step.answers().getLast()).rejection();
    assertEquals("instance-unknown", rejection.code());
  }

  @Test
  void nobodyIsAskedAboutWhatWouldBeRefusedAnyway() {
    for (var requester : List.of(Samples.OLGA, new Requester("sam", null, List.of("Somebody")))) {
      var parameters = REQUEST.parameters();
      var request = Samples.request(INSTANCE, "reboot_instance", parameters, requester);
      var step = decide(new Unseen(), new Open(request, INSTANCE), Samples.NOW);
      assertInstanceOf(Refused.class, step.next());
      assertInstanceOf(Answer.Reject.class, step.answers().getLast());
    }
  }

  @Test
  void whatNoRuleAsksForNeedsNobody() {
    var other = Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "dev", Map.of("Env", "dev"));
    var request = Samples.request(other, "reboot_instance", Map.of(), Samples.DORA);
    var step = decide(new Unseen(), new Open(request, other), Samples.NOW);
    var approval = assertInstanceOf(Answer.Approve.class, step.answers().getLast()).statement();
    assertNull(approval.approvers());
  }

  private static String discarded(Requester person, VoteVerdict verdict, @Nullable String comment) {
    var waiting = asked();
    var vote =
        new ApprovalVoted(
            REQUEST.operationId(),
            REQUEST.resource(),
            waiting.votes().ballot().hash(),
            verdict,
            comment,
            person,
            LATER,
            null);
    var step = decide(waiting, new Vote(vote, INSTANCE), LATER);
    assertEquals(waiting, step.next());
    return discarded(step);
  }

  private static String discarded(Step step) {
    var codes = new ArrayList<String>();
    for (var answer : step.answers()) {
      if (answer instanceof Answer.Discard(var vote)) {
        codes.add(vote.code());
      }
    }
    assertEquals(1, codes.size(), step.toString());
    return codes.getFirst();
  }

  private static List<Need> counted(Step step) {
    return assertInstanceOf(Answer.Count.class, step.answers().getFirst()).vote().missing();
  }
}
