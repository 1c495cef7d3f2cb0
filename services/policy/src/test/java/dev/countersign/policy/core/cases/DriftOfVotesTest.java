package dev.countersign.policy.core.cases;

import static dev.countersign.policy.core.cases.Ballots.ADA;
import static dev.countersign.policy.core.cases.Ballots.BOB;
import static dev.countersign.policy.core.cases.Ballots.BOOK;
import static dev.countersign.policy.core.cases.Ballots.INSTANCE;
import static dev.countersign.policy.core.cases.Ballots.asked;
import static dev.countersign.policy.core.cases.Ballots.question;
import static dev.countersign.policy.core.cases.Ballots.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** No vote survives a change of what it was bound to. */
class DriftOfVotesTest {
  private static final Instant SOON = Samples.NOW.plusSeconds(60);
  private static final Instance LARGER = changed("instance_class", "db.r7g.large");
  private static final Instance RENAMED =
      changed("arn", "arn:aws:rds:eu-central-1:444455556666:db:other");
  private static final Instance TAGGED =
      changed("tags", Map.of("Env", "prod", "Stage", "production"));

  /** The same rule, and a change elsewhere in the settings. */
  private static final Rulebook OTHER_RULES =
      Rulebooks.asking(
          """
          - title: Production reboots need two DBAs
            when: { operations: [reboot], environments: [production] }
            quorum: [{ group: DBA, count: 2 }]
            waiting: 24h
            start_within: 59m
          """);

  @Test
  void aChangeBetweenTheVotesVoidsTheFirstAndSaysWhatHasChanged() {
    assertEquals(
        List.of(new Drift("instance_class", "db.t4g.medium", "db.r7g.large")),
        voided(BOOK, LARGER));
    assertEquals(List.of("arn"), fields(voided(BOOK, RENAMED)));
    assertEquals(List.of("environment"), fields(voided(BOOK, TAGGED)));
    assertEquals(List.of("rules", "rules_version"), fields(voided(OTHER_RULES, INSTANCE)));
  }

  private static List<Drift> voided(Rulebook book, Instance instance) {
    var waiting = asked();
    var first = one(BOOK, waiting, vote(waiting, ADA, VoteVerdict.APPROVE, SOON), INSTANCE);
    var second = one(book, first.next(), vote(waiting, BOB, VoteVerdict.APPROVE, SOON), instance);

    var again = assertInstanceOf(Waiting.class, second.next());
    assertEquals(List.of(), again.votes().cast());
    assertEquals(2, again.votes().ballot().round());
    assertEquals(waiting.until(), again.until());
    assertEquals(
        "ballot-changed",
        assertInstanceOf(Answer.Discard.class, second.answers().getFirst()).vote().code());

    // Neither of the two votes counts for the new ballot: it needs two new ones.
    for (var person : List.of(ADA, BOB)) {
      var old = one(book, again, vote(waiting, person, VoteVerdict.APPROVE, SOON), instance);
      assertEquals(again, old.next());
    }
    var fresh = one(book, again, vote(again, ADA, VoteVerdict.APPROVE, SOON), instance);
    assertInstanceOf(Waiting.class, fresh.next());
    var last = one(book, fresh.next(), vote(again, BOB, VoteVerdict.APPROVE, SOON), instance);
    assertInstanceOf(Approved.class, last.next());
    return Objects.requireNonNull(question(second).changed());
  }

  @Test
  void aChangeThatIsObservedVoidsThemBeforeAnybodyElseVotes() {
    var waiting = asked();
    var one = one(BOOK, waiting, vote(waiting, ADA, VoteVerdict.APPROVE, SOON), INSTANCE);
    var looked = OperationCase.decide(BOOK, one.next(), new LookAgain(LARGER), SOON);
    assertEquals(
        List.of("instance_class"), fields(Objects.requireNonNull(question(looked).changed())));
    assertEquals(List.of(), assertInstanceOf(Waiting.class, looked.next()).votes().cast());
  }

  @Test
  void whatIsChangedAndChangedBackIsAnotherBallot() {
    var waiting = asked();
    var one = one(BOOK, waiting, vote(waiting, ADA, VoteVerdict.APPROVE, SOON), INSTANCE);
    var there = OperationCase.decide(BOOK, one.next(), new LookAgain(LARGER), SOON);
    var back = OperationCase.decide(BOOK, there.next(), new LookAgain(INSTANCE), SOON);

    var again = assertInstanceOf(Waiting.class, back.next());
    assertEquals(3, again.votes().ballot().round());
    var old = one(BOOK, again, vote(waiting, BOB, VoteVerdict.APPROVE, SOON), INSTANCE);
    assertEquals(again, old.next());
  }

  @Test
  void anObservationThatChangesNothingKeepsTheVotes() {
    var waiting = asked();
    var one = one(BOOK, waiting, vote(waiting, ADA, VoteVerdict.APPROVE, SOON), INSTANCE);
    var seen = changed("observed_at", Samples.NOW.plusSeconds(30));
    var looked = OperationCase.decide(BOOK, one.next(), new LookAgain(seen), SOON);
    var same = assertInstanceOf(Waiting.class, looked.next());
    assertEquals(List.of(), looked.answers());
    assertEquals(1, same.votes().cast().size());
    assertEquals(seen.observedAt(), same.observedAt());
  }

  @Test
  void whatNoRuleAsksForAnyMoreIsJudgedLikeAnyOtherRequest() {
    var waiting = asked();
    var open = Rulebooks.open();
    var inTime = OperationCase.decide(open, waiting, new LookAgain(INSTANCE), SOON);
    assertInstanceOf(Approved.class, inTime.next());
    var late = Samples.NOW.plus(open.settings().requestAge());
    var tooOld = OperationCase.decide(open, waiting, new LookAgain(INSTANCE), late);
    assertEquals(
        "request-too-old",
        assertInstanceOf(Answer.Reject.class, tooOld.answers().getLast()).rejection().code());
  }

  @Test
  void whatIsClosedWhilePeopleAreAskedIsRefused() {
    var step = OperationCase.decide(Rulebooks.closed(), asked(), new LookAgain(INSTANCE), SOON);
    assertEquals(
        "production-closed",
        assertInstanceOf(Answer.Reject.class, step.answers().getLast()).rejection().code());
    assertTrue(step.answers().getLast().decides());
  }

  private static Step one(Rulebook book, CaseState state, Vote vote, Instance instance) {
    return OperationCase.decide(book, state, new Vote(vote.vote(), instance), SOON);
  }

  private static List<String> fields(List<Drift> drifts) {
    return drifts.stream().map(Drift::field).toList();
  }

  private static Instance changed(String field, Object value) {
    var tree = (ObjectNode) Json.mapper().valueToTree(INSTANCE);
    tree.set(field, Json.mapper().valueToTree(value));
    return Json.read(tree.toString(), Instance.class);
  }
}
