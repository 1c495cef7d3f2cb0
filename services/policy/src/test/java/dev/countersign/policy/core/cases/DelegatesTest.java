package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Delegate;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.Answer.Approve;
import dev.countersign.policy.core.cases.Answer.Count;
import dev.countersign.policy.core.cases.Answer.Discard;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Ada is away, and somebody else votes in her stead. */
class DelegatesTest {
  private static final Instant NOW = Samples.NOW;
  private static final Rulebook BOOK =
      Rulebooks.openWith(
          """
          approval_rules:
            - title: Production reboots need two DBAs
              when: { operations: [reboot], environments: [production] }
              quorum: [{ group: DBA, count: 2 }]
              waiting: 24h
              start_within: 1h
          delegations:
            - { of: ada, to: dela, groups: [DBA], from: %s, until: %s, reason: Holiday }
            - { of: dora, to: dirk, groups: [DBA], from: %s, until: %s, reason: Holiday }
          """
              .formatted(
                  NOW.minusSeconds(60),
                  NOW.plus(Duration.ofDays(7)),
                  NOW.minusSeconds(60),
                  NOW.plus(Duration.ofDays(7))));
  private static final Requester DELA = new Requester("dela", "Dela", List.of("Approver"));
  private static final Instant SOON = NOW.plusSeconds(60);

  @Test
  void theQuestionSaysWhoMayVoteInWhoseStead() {
    var step = OperationCase.decide(BOOK, new Unseen(), open(), NOW);
    var delegates = Objects.requireNonNull(Ballots.question(step).delegates());
    // Nobody in the stead of Dora, who asks.
    assertEquals(
        List.of(
            new Delegate(
                "dela", "ada", List.of("DBA"), NOW.minusSeconds(60), NOW.plus(Duration.ofDays(7)))),
        delegates);
  }

  @Test
  void aDelegateApprovesAndItIsSaidInWhoseStead() {
    var one = vote(asked(), DELA, SOON);
    assertEquals(
        List.of("ada"),
        assertInstanceOf(Count.class, one.answers().getFirst()).vote().onBehalfOf());
    var two = vote(assertInstanceOf(Waiting.class, one.next()), Ballots.BOB, SOON.plusSeconds(1));
    var approval = assertInstanceOf(Approve.class, two.answers().getLast()).statement();
    var approvers = Objects.requireNonNull(approval.approvers());
    assertEquals(List.of("bob", "dela"), approvers.stream().map(Approver::subject).toList());
    assertEquals(List.of("ada"), approvers.getLast().onBehalfOf());
  }

  @Test
  void whoeverStandsInForTheRequesterIsNotAsked() {
    var dirk = new Requester("dirk", "Dirk", List.of("Approver"));
    assertEquals("not-yours-to-vote", refused(vote(asked(), dirk, SOON)));
  }

  @Test
  void whoeverStandsInNeedsARoleAndComesTooLateOnceTheOtherHasVoted() {
    var nobody = new Requester("dela", "Dela", List.of("Viewer"));
    assertEquals("role-required", refused(vote(asked(), nobody, SOON)));
    var one = assertInstanceOf(Waiting.class, vote(asked(), Ballots.ADA, SOON).next());
    assertEquals("role-required", refused(vote(one, DELA, SOON.plusSeconds(1))));
  }

  private static String refused(Step step) {
    return assertInstanceOf(Discard.class, step.answers().getFirst()).vote().code();
  }

  private static Waiting asked() {
    return assertInstanceOf(
        Waiting.class, OperationCase.decide(BOOK, new Unseen(), open(), NOW).next());
  }

  private static Open open() {
    return new Open(Ballots.REQUEST, Ballots.INSTANCE);
  }

  private static Step vote(Waiting waiting, Requester person, Instant at) {
    return OperationCase.decide(
        BOOK, waiting, Ballots.vote(waiting, person, VoteVerdict.APPROVE, at), at);
  }
}
