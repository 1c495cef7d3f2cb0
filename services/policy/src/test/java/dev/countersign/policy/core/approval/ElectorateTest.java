package dev.countersign.policy.core.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.core.role.Grant;
import dev.countersign.policy.core.role.Place;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.role.Roles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose vote counts, for which seat, in whose stead. */
class ElectorateTest {
  private static final Instant NOW = Instant.parse("2026-12-24T10:00:00Z");
  private static final Place PLACE =
      new Place("444455556666", Environment.PRODUCTION, Map.of("Team", "Ledger"));
  private static final Roles ROLES =
      new Roles(
          List.of(
              Grant.everywhere(Role.DBA, List.of("DBA")),
              Grant.everywhere(Role.APPROVER, List.of("Approver")),
              Grant.everywhere(Role.VIEWER, List.of("Viewer")),
              new Grant(
                  Role.APPROVER, List.of("Owner"), Set.of(), Set.of(), Map.of("Team", "Ledger"))));
  private static final List<Need> TWO = List.of(new Need("DBA", 2));

  @Test
  void aDelegateTakesASeatOfThoseWhoseSteadTheyVoteIn() {
    var reached =
        assertInstanceOf(
            Tally.Reached.class,
            tally(List.of(away("ada", "dela")), yes("dela", "Approver"), yes("bob", "DBA")));
    assertEquals(
        List.of("bob", "dela"), reached.approvers().stream().map(Approver::subject).toList());
    // Without the delegation they are nobody here.
    assertInstanceOf(
        Tally.Open.class, tally(List.of(), yes("dela", "Approver"), yes("bob", "DBA")));
  }

  @Test
  void aDelegateNeedsARoleOfTheirOwnThatMayVote() {
    assertInstanceOf(
        Tally.Open.class,
        tally(List.of(away("ada", "dela")), yes("dela", "Viewer"), yes("bob", "DBA")));
    assertInstanceOf(
        Tally.Open.class, tally(List.of(away("ada", "dela")), yes("dela"), yes("bob", "DBA")));
  }

  @Test
  void whoeverVotesIsNotVotedForAsWell() {
    var delegations = List.of(away("ada", "dela"));
    assertInstanceOf(
        Tally.Open.class, tally(delegations, yes("dela", "Approver"), yes("ada", "DBA")));
    // Unless they took it back.
    var withdrawn = vote("ada", VoteVerdict.WITHDRAW, "DBA");
    assertInstanceOf(
        Tally.Reached.class,
        tally(delegations, yes("dela", "Approver"), withdrawn, yes("bob", "DBA")));
  }

  @Test
  void nobodyVotesInTheSteadOfTheRequester() {
    var delegations = List.of(away("olga", "dela"));
    assertInstanceOf(
        Tally.Open.class, tally(delegations, yes("dela", "Approver"), yes("bob", "DBA")));
    assertNull(electorate(delegations, NOW).delegates(TWO));
    // And the requester in nobody's.
    var other = List.of(away("ada", "olga"));
    assertInstanceOf(Tally.Open.class, tally(other, yes("olga", "Approver"), yes("bob", "DBA")));
  }

  @Test
  void oneWhoStandsInForTwoAndIsAskedThemselvesIsOnePerson() {
    var delegations = List.of(away("ada", "dela"), away("cem", "dela"));
    assertInstanceOf(Tally.Open.class, tally(delegations, yes("dela", "DBA", "Approver")));
  }

  @Test
  void aDelegationCountsWhenVotesAreCountedAndNotWhenTheyWereCast() {
    var delegations = List.of(away("ada", "dela"));
    var votes = List.of(yes("dela", "Approver"), yes("bob", "DBA"));
    var end = NOW.plus(Duration.ofDays(7));
    assertInstanceOf(
        Tally.Reached.class, tally(electorate(delegations, end.minusMillis(1)), votes));
    assertInstanceOf(Tally.Open.class, tally(electorate(delegations, end), votes));
    assertInstanceOf(
        Tally.Open.class, tally(electorate(delegations, NOW.minus(Duration.ofDays(8))), votes));
  }

  /** Somebody in two groups of which one may not vote here counts for the other alone. */
  @Test
  void theRightToVoteIsEachGroupsOwn() {
    var quorum = List.of(new Need("DBA", 1), new Need("Owner", 1));
    var both = List.of(yes("ada", "DBA", "Owner"), yes("bob", "DBA"));
    assertInstanceOf(Tally.Reached.class, votes(quorum, both).tally(electorate(List.of(), NOW)));
    var elsewhere =
        new Electorate(
            ROLES,
            new Place("444455556666", Environment.PRODUCTION, Map.of()),
            List.of(),
            "olga",
            NOW);
    assertEquals(
        new Tally.Open(List.of(new Need("Owner", 1))), votes(quorum, both).tally(elsewhere));
  }

  @Test
  void whoeverIsAskedThemselvesVotesForThemselves() {
    var electorate = electorate(List.of(away("ada", "dela")), NOW);
    assertEquals(List.of("ada"), electorate.onBehalfOf(TWO, yes("dela", "Approver")));
    assertNull(electorate.onBehalfOf(TWO, yes("dela", "DBA")));
    assertNull(electorate.onBehalfOf(TWO, yes("eve", "Approver")));
    assertTrue(electorate.asks(TWO, yes("dela", "Approver")));
    assertFalse(electorate.asks(TWO, yes("eve", "Approver")));
  }

  /**
   * Whatever is delegated and said: as many voices as asked, each one person's and nobody's twice.
   */
  @Test
  void neverFewerVoicesThanAskedAndTheOrderIsIrrelevant() {
    var people = List.of("ada", "bob", "cem", "dela", "eve", "olga");
    var reached = 0;
    for (var seed = 0; seed < 4_000; seed++) {
      var random = new Random(seed);
      var delegations = new ArrayList<Delegation>();
      for (var i = 0; i < random.nextInt(4); i++) {
        var of = people.get(random.nextInt(people.size()));
        var to = people.get(random.nextInt(people.size()));
        if (delegations.stream().noneMatch(one -> one.of().equals(of)) && !of.equals(to)) {
          delegations.add(away(of, to));
        }
      }
      var votes = new ArrayList<CastVote>();
      for (var person : people) {
        var verdict = random.nextInt(6) == 0 ? VoteVerdict.WITHDRAW : VoteVerdict.APPROVE;
        if (random.nextBoolean()) {
          votes.add(vote(person, verdict, random.nextBoolean() ? "DBA" : "Approver"));
        }
      }
      var electorate = electorate(delegations, NOW);
      var before = tally(electorate, votes);
      Collections.shuffle(votes, random);
      Collections.shuffle(delegations, random);
      assertEquals(before, tally(electorate(delegations, NOW), votes), "seed " + seed);
      if (before instanceof Tally.Reached(var approvers)) {
        reached++;
        assertVoices(approvers, delegations, votes, "seed " + seed);
      }
    }
    assertTrue(reached > 200, "too few are reached: " + reached);
  }

  /** Voices: DBAs who agreed, and DBAs that somebody else, who agreed, votes in the stead of. */
  private static void assertVoices(
      List<Approver> approvers, List<Delegation> delegations, List<CastVote> votes, String where) {
    var voices = new HashSet<String>();
    for (var approver : approvers) {
      assertFalse(approver.subject().equals("olga"), where);
      var own = approver.groups().contains("DBA");
      if (own) {
        voices.add(approver.subject());
      } else {
        delegations.stream()
            .filter(one -> one.to().equals(approver.subject()) && !one.of().equals("olga"))
            .map(Delegation::of)
            .filter(of ->
                votes.stream()
                    .noneMatch(v -> v.voter().equals(of) && v.verdict() == VoteVerdict.APPROVE))
            .forEach(voices::add);
      }
    }
    assertTrue(voices.size() >= 2, where + voices);
    assertTrue(approvers.stream().map(Approver::subject).distinct().count() >= 2, where);
  }

  private static Tally tally(List<Delegation> delegations, CastVote... votes) {
    return tally(electorate(delegations, NOW), List.of(votes));
  }

  private static Tally tally(Electorate electorate, List<CastVote> votes) {
    return votes(TWO, votes).tally(electorate);
  }

  private static Votes votes(List<Need> quorum, List<CastVote> cast) {
    var key = Instance.keyOf("444455556666", "eu-central-1", "db-1");
    var classification =
        new Classification(
            Environment.PRODUCTION, "tag", "Env=prod", "x", List.of("Env"), Map.of());
    return new Votes(
        new Ballot("op", 1, "a", key, "arn", null, classification, quorum, List.of("r"), "v"),
        cast);
  }

  private static Electorate electorate(List<Delegation> delegations, Instant now) {
    return new Electorate(ROLES, PLACE, delegations, "olga", now);
  }

  private static Delegation away(String of, String to) {
    var day = Duration.ofDays(7);
    return new Delegation(of, to, Set.of("DBA"), NOW.minus(day), NOW.plus(day), "Holiday");
  }

  private static CastVote yes(String person, String... groups) {
    return vote(person, VoteVerdict.APPROVE, groups);
  }

  private static CastVote vote(String person, VoteVerdict verdict, String... groups) {
    return new CastVote(person, null, List.of(groups), verdict, "so", NOW);
  }
}
