package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalReminded;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.Answer.Expire;
import dev.countersign.policy.core.cases.Answer.Remind;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People who do not vote are reminded, and others hear of it; nothing is prolonged by that. */
class RemindersTest {
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
              remind_after: 4h
              escalate_after: 12h
              escalate_to: [Admin]
          """);

  @Test
  void theyAreRemindedOnceAndEscalatedOnceAndTheWaitEndsWhenItWould() {
    var waiting = asked();
    assertEquals(NOW.plus(Duration.ofHours(4)), OperationCase.due(waiting));
    var voted =
        OperationCase.decide(
            BOOK,
            waiting,
            Ballots.vote(waiting, Ballots.ADA, VoteVerdict.APPROVE, NOW.plusSeconds(60)),
            NOW.plusSeconds(60));
    var one = assertInstanceOf(Waiting.class, voted.next());
    assertEquals(Step.silent(one), look(one, 3));

    var reminded = look(one, 4);
    var reminder = reminder(reminded);
    assertEquals(List.of(new Need("DBA", 1)), reminder.missing());
    assertEquals(List.of("DBA"), reminder.groups());
    assertEquals(false, reminder.escalated());
    assertEquals(waiting.until(), reminder.expiresAt());
    var then = assertInstanceOf(Waiting.class, reminded.next());
    assertEquals(one.votes(), then.votes());
    assertEquals(Step.silent(then), look(then, 5));
    assertEquals(NOW.plus(Duration.ofHours(12)), OperationCase.due(then));

    var escalated = look(then, 12);
    assertEquals(List.of("Admin", "DBA"), reminder(escalated).groups());
    assertTrue(reminder(escalated).escalated());
    var last = assertInstanceOf(Waiting.class, escalated.next());
    assertEquals(waiting.until(), OperationCase.due(last));
    assertInstanceOf(Expire.class, look(last, 24).answers().getFirst());
  }

  @Test
  void anEscalationGivesNobodyAVote() {
    var waiting = asked();
    var admin = new Requester("amy", "Amy", List.of("Admin"));
    var step =
        OperationCase.decide(
            BOOK,
            waiting,
            Ballots.vote(waiting, admin, VoteVerdict.APPROVE, NOW.plus(Duration.ofHours(13))),
            NOW.plus(Duration.ofHours(13)));
    assertEquals(
        "not-yours-to-vote",
        assertInstanceOf(Answer.Discard.class, step.answers().getFirst()).vote().code());
  }

  @Test
  void afterALongSilenceEachIsSaidOnce() {
    var first = look(asked(), 20);
    assertEquals(false, reminder(first).escalated());
    var second = look(assertInstanceOf(Waiting.class, first.next()), 20);
    assertEquals(true, reminder(second).escalated());
    var third = look(assertInstanceOf(Waiting.class, second.next()), 20);
    assertEquals(List.of(), third.answers());
  }

  private static ApprovalReminded reminder(Step step) {
    return assertInstanceOf(Remind.class, step.answers().getFirst()).reminder();
  }

  private static Step look(Waiting waiting, int hours) {
    return OperationCase.decide(
        BOOK, waiting, new LookAgain(Ballots.INSTANCE), NOW.plus(Duration.ofHours(hours)));
  }

  private static Waiting asked() {
    return assertInstanceOf(
        Waiting.class,
        OperationCase.decide(BOOK, new Unseen(), new Open(Ballots.REQUEST, Ballots.INSTANCE), NOW)
            .next());
  }
}
