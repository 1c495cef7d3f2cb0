package dev.countersign.policy.core.cases;

import static dev.countersign.policy.core.cases.Ballots.ADA;
import static dev.countersign.policy.core.cases.Ballots.BOB;
import static dev.countersign.policy.core.cases.Ballots.CEM;
import static dev.countersign.policy.core.cases.Ballots.INSTANCE;
import static dev.countersign.policy.core.cases.Ballots.REQUEST;
import static dev.countersign.policy.core.cases.Ballots.asked;
import static dev.countersign.policy.core.cases.Ballots.decide;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When the people who agree say when. */
class ConditionsTest {
  private static final Instant NOW = Samples.NOW.plus(Duration.ofHours(3));
  private static final Instant SOON = NOW.plus(Duration.ofMinutes(10));
  private static final Instant LATER = NOW.plus(Duration.ofHours(5));
  private static final LookAgain LOOK = new LookAgain(INSTANCE);

  @Test
  void whatIsAgreedToForLaterWaitsAndIsApprovedThen() {
    var held = held(asked(), VoteCondition.notBefore(LATER));
    assertEquals(LATER, OperationCase.due(held));
    assertEquals(Step.silent(held), decide(held, LOOK, LATER.minusMillis(1)));

    var approval = approval(decide(held, LOOK, LATER));

    assertEquals(LATER.plus(Duration.ofHours(1)), approval.expiresAt());
    var approvers = Objects.requireNonNull(approval.approvers());
    assertEquals(List.of("ada", "bob"), approvers.stream().map(Approver::subject).toList());
    assertEquals(List.of(VoteCondition.notBefore(LATER)), approvers.getFirst().conditions());
    assertNull(approvers.getLast().conditions());
  }

  @Test
  void itIsToldWhenThatIs() {
    var waiting = asked();
    var one = decide(waiting, vote(waiting, ADA, NOW, VoteCondition.notBefore(LATER)), NOW);
    var both = decide(one.next(), vote(waiting, BOB, NOW), NOW);

    var counted = assertInstanceOf(Answer.Count.class, one.answers().getFirst()).vote();
    assertEquals(List.of(VoteCondition.notBefore(LATER)), counted.conditions());
    assertInstanceOf(Answer.Count.class, both.answers().getFirst());
    var hold = assertInstanceOf(Answer.Hold.class, both.answers().getLast()).hold();
    assertEquals("not-before", hold.code());
    assertEquals(LATER, hold.resumesAt());
    assertTrue(hold.message().contains(LATER.toString()), hold.message());
  }

  @Test
  void anApprovalEndsWhereThoseWhoAgreedSayAndAVoteCountsUntilThen() {
    var waiting = asked();
    var one = decide(waiting, vote(waiting, ADA, NOW, VoteCondition.notAfter(SOON)), NOW);
    assertEquals(SOON, approval(decide(one.next(), vote(waiting, BOB, NOW), NOW)).expiresAt());
    var far = VoteCondition.notAfter(LATER);
    var other = decide(waiting, vote(waiting, ADA, NOW, far), NOW);
    assertEquals(
        NOW.plus(Duration.ofHours(1)),
        approval(decide(other.next(), vote(waiting, BOB, NOW), NOW)).expiresAt());

    var late = decide(one.next(), vote(waiting, BOB, SOON), SOON);
    var still = assertInstanceOf(Waiting.class, late.next());
    assertEquals(
        List.of(new Need("DBA", 1)),
        assertInstanceOf(Answer.Count.class, late.answers().getFirst()).vote().missing());
    var again = decide(still, vote(waiting, ADA, SOON.plusMillis(1)), SOON.plusMillis(1));
    assertEquals(SOON.plusMillis(1).plus(Duration.ofHours(1)), approval(again).expiresAt());
  }

  @Test
  void whatIsOverWhileItWaitsForItsTimeIsAskedAgain() {
    var waiting = asked();
    // The one agreed until shortly before it could begin, and changes that; nobody else minds.
    var held =
        held(
            waiting, VoteCondition.notBefore(LATER), VoteCondition.notAfter(LATER.plusSeconds(60)));
    var tooLate = decide(held, LOOK, LATER.plusSeconds(60));

    assertEquals(2, Ballots.question(tooLate).ballot().round());
    assertEquals(List.of(), assertInstanceOf(Waiting.class, tooLate.next()).votes().cast());
  }

  @Test
  void conditionsThatLeaveNoTimeAreRefused() {
    var waiting = asked();
    var one = decide(waiting, vote(waiting, ADA, NOW, VoteCondition.notAfter(SOON)), NOW);
    var longest = REQUEST.requestedAt().plus(Ballots.BOOK.settings().freezes().longestWait());
    for (var condition :
        List.of(
            VoteCondition.notBefore(SOON),
            VoteCondition.notBefore(LATER),
            VoteCondition.notAfter(NOW),
            VoteCondition.notAfter(NOW.minusSeconds(1)))) {
      var step = decide(one.next(), vote(waiting, BOB, NOW, condition), NOW);
      assertEquals(one.next(), step.next());
      assertEquals("conditions-cannot-hold", refused(step).code(), condition::toString);
    }
    var far = VoteCondition.notBefore(longest.plusMillis(1));
    assertEquals(
        "conditions-cannot-hold",
        refused(decide(waiting, vote(waiting, ADA, NOW, far), NOW)).code());
    assertInstanceOf(
        Answer.Count.class,
        decide(waiting, vote(waiting, ADA, NOW, VoteCondition.notBefore(longest)), NOW)
            .answers()
            .getFirst());
    var no = cast(waiting, ADA, VoteVerdict.REJECT, NOW, List.of(VoteCondition.notBefore(LATER)));
    assertEquals("conditions-cannot-hold", refused(decide(waiting, no, NOW)).code());
  }

  @Test
  void whoeverVotesAgainHasOtherConditions() {
    var waiting = asked();
    var one = decide(waiting, vote(waiting, ADA, NOW, VoteCondition.notBefore(LATER)), NOW);
    var again = decide(one.next(), vote(waiting, ADA, NOW.plusMillis(1)), NOW.plusMillis(1));
    var both = decide(again.next(), vote(waiting, BOB, NOW.plusMillis(1)), NOW.plusMillis(1));
    assertInstanceOf(Answer.Approve.class, both.answers().getLast());
  }

  @Test
  void whatWaitsForItsTimeIsAskedAgainWhereSomebodyTakesTheirVoteBack() {
    var held = held(asked(), VoteCondition.notBefore(LATER));
    var ballot = Objects.requireNonNull(held.votes()).ballot();

    var withdrawn =
        decide(held, cast(ballot.hash(), ADA, VoteVerdict.WITHDRAW, SOON, List.of()), SOON);

    var counted = assertInstanceOf(Answer.Count.class, withdrawn.answers().getFirst()).vote();
    assertEquals(VoteVerdict.WITHDRAW, counted.verdict());
    assertEquals(List.of(new Need("DBA", 1)), counted.missing());
    assertEquals(2, Ballots.question(withdrawn).ballot().round());
    var waiting = assertInstanceOf(Waiting.class, withdrawn.next());
    assertEquals(List.of(), waiting.votes().cast());
    assertEquals(SOON.plus(Duration.ofHours(24)), waiting.until());
    var one = decide(waiting, vote(waiting, BOB, SOON), SOON);
    assertInstanceOf(
        Answer.Approve.class,
        decide(one.next(), vote(waiting, CEM, SOON), SOON).answers().getLast());
  }

  @Test
  void onlyOnesOwnVoteIsTakenBackWhileItIsHeldAndNobodyElseVotesThen() {
    var held = held(asked(), VoteCondition.notBefore(LATER));
    var hash = Objects.requireNonNull(held.votes()).ballot().hash();
    for (var person : List.of(CEM, Samples.DORA, Samples.OLGA)) {
      var step = decide(held, cast(hash, person, VoteVerdict.WITHDRAW, SOON, List.of()), SOON);
      assertEquals(held, step.next());
      refused(step);
    }
    var vote = decide(held, cast(hash, CEM, VoteVerdict.APPROVE, SOON, List.of()), SOON);
    assertEquals("already-decided", refused(vote).code());
    var unseen = cast(hash, ADA, VoteVerdict.WITHDRAW, SOON, List.of()).vote();
    assertEquals("already-decided", refused(decide(held, new Vote(unseen, null), SOON)).code());
  }

  /** Whatever people say: nothing begins before or after what anybody who agreed said. */
  @Test
  void noApprovalIsOutsideOfWhatAnybodyWhoAgreedHasSaid() {
    var approved = 0;
    for (var seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var now = NOW;
      CaseState state = asked();
      for (var turn = 0; turn < 6; turn++) {
        now = now.plusSeconds(random.nextInt(300) + 1L);
        CaseCommand command = LOOK;
        if (state instanceof Waiting waiting && random.nextInt(4) > 0) {
          var person = List.of(ADA, BOB, CEM).get(random.nextInt(3));
          command = cast(waiting, person, VoteVerdict.APPROVE, now, some(random, now));
        }
        var step = decide(state, command, now);
        state = step.next();
        if (!step.answers().isEmpty()
            && step.answers().getLast() instanceof Answer.Approve(var approval)) {
          approved++;
          assertKept(approval, "seed " + seed);
        }
      }
    }
    assertTrue(approved > 200, "hardly anything was approved: " + approved);
  }

  private static void assertKept(Approval approval, String seed) {
    for (var person : Objects.requireNonNull(approval.approvers())) {
      for (var condition :
          Objects.requireNonNullElse(person.conditions(), List.<VoteCondition>of())) {
        var earliest = condition.notBefore();
        var end = condition.notAfter();
        assertFalse(earliest != null && approval.decidedAt().isBefore(earliest), seed);
        assertFalse(end != null && approval.expiresAt().isAfter(end), seed);
        assertFalse(end != null && !approval.decidedAt().isBefore(end), seed);
      }
    }
  }

  private static List<VoteCondition> some(Random random, Instant now) {
    var all = new ArrayList<VoteCondition>();
    if (random.nextInt(3) == 0) {
      all.add(VoteCondition.notBefore(now.plusSeconds(random.nextInt(600))));
    }
    if (random.nextInt(3) == 0) {
      all.add(VoteCondition.notAfter(now.plusSeconds(random.nextInt(1200))));
    }
    return all;
  }

  /** Ada agrees under these conditions, and Bob under none. */
  private static Held held(Waiting waiting, VoteCondition... conditions) {
    var one = decide(waiting, vote(waiting, ADA, NOW, conditions), NOW);
    return assertInstanceOf(Held.class, decide(one.next(), vote(waiting, BOB, NOW), NOW).next());
  }

  private static Approval approval(Step step) {
    return assertInstanceOf(Answer.Approve.class, step.answers().getLast(), step::toString)
        .statement();
  }

  private static VoteRefused refused(Step step) {
    return assertInstanceOf(Answer.Discard.class, step.answers().getFirst(), step::toString).vote();
  }

  private static Vote vote(
      Waiting waiting, Requester person, Instant at, VoteCondition... conditions) {
    return cast(waiting, person, VoteVerdict.APPROVE, at, List.of(conditions));
  }

  private static Vote cast(
      Waiting waiting,
      Requester person,
      VoteVerdict verdict,
      Instant at,
      List<VoteCondition> conditions) {
    return cast(waiting.votes().ballot().hash(), person, verdict, at, conditions);
  }

  private static Vote cast(
      String ballot,
      Requester person,
      VoteVerdict verdict,
      Instant at,
      List<VoteCondition> conditions) {
    return new Vote(
        new ApprovalVoted(
            REQUEST.operationId(),
            REQUEST.resource(),
            ballot,
            verdict,
            "so",
            person,
            at,
            null,
            conditions.isEmpty() ? null : conditions),
        INSTANCE);
  }
}
