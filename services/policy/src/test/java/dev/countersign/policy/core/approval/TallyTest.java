package dev.countersign.policy.core.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final List<Need> TWO = List.of(new Need("DBA", 2));
  private static final List<String> PEOPLE = List.of("ada", "bob", "cem", "dora");

  @Test
  void enoughApprovalsReachIt() {
    var reached = assertInstanceOf(Tally.Reached.class, tally(approve("ada"), approve("bob")));
    assertEquals(
        List.of("ada", "bob"), reached.approvers().stream().map(Approver::subject).toList());
    assertEquals(new Tally.Open(List.of(new Need("DBA", 1))), tally(approve("ada")));
  }

  @Test
  void oneRefusalOutweighsAnyNumberOfApprovals() {
    for (var verdict : List.of(VoteVerdict.REJECT, VoteVerdict.SEND_BACK)) {
      var no = vote("dora", verdict, 0);
      assertEquals(
          new Tally.Stopped(no), tally(approve("ada"), approve("bob"), approve("cem"), no));
    }
  }

  @Test
  void aQuorumOfNobodyIsNeverReached() {
    assertInstanceOf(Tally.Open.class, Tally.of(List.of(), "olga", List.of(approve("ada"))));
  }

  @Test
  void theRequesterAndPeopleOfOtherGroupsCountForNothing() {
    var theirs = new CastVote("eve", null, List.of("Operator"), VoteVerdict.REJECT, "never", NOW);
    var own = new CastVote("olga", null, List.of("DBA"), VoteVerdict.APPROVE, null, NOW);
    assertEquals(new Tally.Open(List.of(new Need("DBA", 1))), tally(approve("ada"), own, theirs));
  }

  @Test
  void whateverIsSaidTheOrderIsIrrelevantAndNobodyCountsTwiceOrForThemselves() {
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var votes = new ArrayList<CastVote>();
      for (var i = 0; i < random.nextInt(8); i++) {
        var verdict = VoteVerdict.values()[random.nextInt(VoteVerdict.values().length)];
        votes.add(vote(PEOPLE.get(random.nextInt(PEOPLE.size())), verdict, random.nextInt(4)));
      }
      var before = Tally.of(TWO, "ada", votes);
      Collections.shuffle(votes, random);
      assertEquals(before, Tally.of(TWO, "ada", votes), "seed " + seed);
      if (before instanceof Tally.Reached(var approvers)) {
        var people = approvers.stream().map(Approver::subject).distinct().toList();
        assertTrue(people.size() >= 2 && !people.contains("ada"), "seed " + seed + people);
      }
    }
  }

  private static Tally tally(CastVote... votes) {
    return Tally.of(TWO, "olga", List.of(votes));
  }

  private static CastVote approve(String person) {
    return vote(person, VoteVerdict.APPROVE, 0);
  }

  private static CastVote vote(String person, VoteVerdict verdict, int seconds) {
    return new CastVote(person, null, List.of("DBA"), verdict, "so", NOW.plusSeconds(seconds));
  }
}
