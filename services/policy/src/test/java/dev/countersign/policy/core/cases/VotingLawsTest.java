package dev.countersign.policy.core.cases;

import static dev.countersign.policy.core.cases.Ballots.ADA;
import static dev.countersign.policy.core.cases.Ballots.BOB;
import static dev.countersign.policy.core.cases.Ballots.BOOK;
import static dev.countersign.policy.core.cases.Ballots.CEM;
import static dev.countersign.policy.core.cases.Ballots.INSTANCE;
import static dev.countersign.policy.core.cases.Ballots.REQUEST;
import static dev.countersign.policy.core.cases.Ballots.asked;
import static dev.countersign.policy.core.cases.Ballots.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseCommand.Cancel;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds whatever people do, in whatever order. */
class VotingLawsTest {
  private static final int SEEDS = 400;
  private static final Instant SOON = Samples.NOW.plusSeconds(60);

  /** An act of somebody, or the passing of the time that votes are waited for. */
  private record Act(CaseCommand command, boolean afterTheTime) {}

  @Test
  void votesCancelAndExpiryInEveryOrderEndInExactlyOneDecision() {
    var waiting = asked();
    var acts =
        List.of(
            new Act(vote(waiting, ADA, VoteVerdict.APPROVE, SOON), false),
            new Act(vote(waiting, BOB, VoteVerdict.APPROVE, SOON), false),
            new Act(vote(waiting, CEM, VoteVerdict.REJECT, SOON), false),
            new Act(vote(waiting, ADA, VoteVerdict.WITHDRAW, SOON.plusSeconds(1)), false),
            new Act(new Cancel(wish(Samples.DORA), INSTANCE), false),
            new Act(new LookAgain(INSTANCE), true));
    var orders = new ArrayList<List<Act>>();
    permute(new ArrayList<>(acts), 0, orders);
    assertEquals(720, orders.size());
    var endings = new HashMap<String, Integer>();
    for (var order : orders) {
      var decision = decisionOf(waiting, order);
      endings.merge(decision.getClass().getSimpleName(), 1, Integer::sum);
    }
    assertEquals(
        List.of("Approve", "Expire", "Reject"), endings.keySet().stream().sorted().toList());
  }

  /** Each act comes twice, as a record that is delivered again would. */
  private static Answer decisionOf(Waiting waiting, List<Act> order) {
    CaseState state = waiting;
    var now = SOON;
    var decisions = new ArrayList<Answer>();
    for (var act : order) {
      now = act.afterTheTime() ? waiting.until() : now;
      for (var time = 0; time < 2; time++) {
        var step = OperationCase.decide(BOOK, state, act.command(), now);
        step.answers().stream().filter(Answer::decides).forEach(decisions::add);
        state = step.next();
      }
    }
    assertEquals(1, decisions.size(), order + ": " + decisions);
    assertFalse(state instanceof Waiting || state instanceof Parked || state instanceof Unseen);
    return decisions.getFirst();
  }

  @Test
  void whateverPeopleDoItIsApprovedOnlyByTwoOthersWhoseLastWordWasYes() {
    var approvals = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      approvals += anyhow(seed) ? 1 : 0;
    }
    assertTrue(approvals > SEEDS / 10, "too few of these end in an approval: " + approvals);
  }

  private static boolean anyhow(int seed) {
    var random = new Random(seed);
    var people = new ArrayList<>(List.of(ADA, BOB, CEM, Samples.DORA, Samples.OLGA));
    var lastWord = new HashMap<String, VoteVerdict>();
    CaseState state = asked();
    var first = (Waiting) state;
    for (var i = 0; i < 12 && state instanceof Waiting; i++) {
      Collections.shuffle(people, random);
      var person = people.getFirst();
      var act = act(first, person, random, SOON.plusSeconds(i));
      var step = OperationCase.decide(BOOK, state, act, SOON.plusSeconds(i));
      for (var answer : step.answers()) {
        switch (answer) {
          case Answer.Count(var vote) -> lastWord.put(vote.voter(), vote.verdict());
          case Answer.Approve(var approval) -> {
            assertApproved(approval, lastWord, "seed " + seed);
            return true;
          }
          default -> {}
        }
      }
      state = step.next();
    }
    return false;
  }

  private static void assertApproved(
      Approval approval, HashMap<String, VoteVerdict> lastWord, String where) {
    var approvers = assertNotNullAnd(approval);
    var people = approvers.stream().map(Approver::subject).distinct().toList();
    assertTrue(people.size() >= 2, where + people);
    assertFalse(people.contains(REQUEST.requester().subject()), where);
    assertFalse(people.contains(Samples.OLGA.subject()), where);
    people.forEach(person -> assertEquals(VoteVerdict.APPROVE, lastWord.get(person), where));
    assertFalse(lastWord.containsValue(VoteVerdict.REJECT), where);
  }

  private static List<Approver> assertNotNullAnd(Approval approval) {
    var approvers = approval.approvers();
    assertNotNull(approvers);
    return approvers;
  }

  /** A vote, mostly yes; sometimes on another ballot, or one that somebody held back. */
  private static Vote act(Waiting waiting, Requester person, Random random, Instant at) {
    var verdict =
        switch (random.nextInt(10)) {
          case 0 -> VoteVerdict.REJECT;
          case 1, 2, 3 -> VoteVerdict.WITHDRAW;
          default -> VoteVerdict.APPROVE;
        };
    var vote = vote(waiting, person, verdict, random.nextInt(5) == 0 ? SOON : at).vote();
    return random.nextInt(6) > 0
        ? new Vote(vote, INSTANCE)
        : new Vote(
            new ApprovalVoted(
                vote.operationId(),
                vote.resource(),
                "0".repeat(64),
                vote.verdict(),
                vote.comment(),
                vote.requester(),
                vote.votedAt(),
                null),
            INSTANCE);
  }

  private static void permute(List<Act> acts, int from, List<List<Act>> orders) {
    if (from == acts.size()) {
      orders.add(List.copyOf(acts));
    }
    for (var i = from; i < acts.size(); i++) {
      Collections.swap(acts, from, i);
      permute(acts, from + 1, orders);
      Collections.swap(acts, from, i);
    }
  }

  private static CancelRequested wish(Requester person) {
    return new CancelRequested(REQUEST.operationId(), REQUEST.resource(), "why not", person);
  }
}
