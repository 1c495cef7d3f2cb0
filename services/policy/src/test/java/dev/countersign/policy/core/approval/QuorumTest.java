package dev.countersign.policy.core.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
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

class QuorumTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final List<String> GROUPS = List.of("DBA", "Owner", "Ops");
  private static final int SEEDS = 3_000;

  @Test
  void severalGroupsNeedDifferentPeople() {
    var quorum = List.of(new Need("DBA", 1), new Need("Owner", 1));
    assertFalse(Quorum.missing(quorum, List.of(approves("ada", "DBA", "Owner"))).isEmpty());
    // A greedy count would have given Ada the first seat and left Bob, who fits only there, out.
    var both = List.of(approves("ada", "DBA", "Owner"), approves("bob", "DBA"));
    assertTrue(Quorum.missing(quorum, both).isEmpty());
  }

  @Test
  void itIsReachedExactlyWhenEverySeatCanHaveAPersonOfItsOwn() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var quorum = quorum(random);
      var people = people(random);
      assertEquals(
          seatable(seats(quorum), people, new HashSet<>()),
          Quorum.missing(quorum, people).isEmpty(),
          "seed " + seed + ": " + quorum + people);
    }
  }

  @Test
  void nobodySitsTwice() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var quorum = quorum(random);
      var people = people(random);
      var needed = quorum.stream().mapToInt(Need::count).sum();
      var missing = Quorum.missing(quorum, people).stream().mapToInt(Need::count).sum();
      assertTrue(needed - missing <= people.size(), "seed " + seed);
    }
  }

  @Test
  void theOrderOfThePeopleIsIrrelevant() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var quorum = quorum(random);
      var people = people(random);
      var before = Quorum.missing(quorum, people);
      Collections.shuffle(people, random);
      assertEquals(before, Quorum.missing(quorum, people), "seed " + seed);
    }
  }

  @Test
  void severalRulesTogetherAskForWhatEachOfThemAsksInWhateverOrder() {
    var two = rule("two DBAs", new Need("DBA", 2));
    var owner = rule("an owner and a DBA", new Need("Owner", 1), new Need("DBA", 1));
    var expected = List.of(new Need("DBA", 2), new Need("Owner", 1));
    assertEquals(expected, Quorum.of(List.of(two, owner)));
    assertEquals(expected, Quorum.of(List.of(owner, two)));
  }

  @Test
  void aRuleThatIsChangedHasAnotherId() {
    var rule = rule("Two DBAs!", new Need("DBA", 2));
    assertTrue(rule.id().matches("two-dbas@[0-9a-f]{8}"), rule.id());
    assertFalse(rule.id().equals(rule("Two DBAs!", new Need("DBA", 1)).id()));
  }

  private static ApprovalRule rule(String title, Need... quorum) {
    var when = new When(Set.of(), Set.of(), Set.of(), Map.of(), Set.of(), null);
    return new ApprovalRule(
        title, when, List.of(quorum), Duration.ofHours(24), Duration.ofHours(1));
  }

  /** By trying everything. */
  private static boolean seatable(List<String> seats, List<CastVote> people, Set<String> seated) {
    if (seats.isEmpty()) {
      return true;
    }
    for (var person : people) {
      if (!seated.contains(person.voter()) && person.groups().contains(seats.getFirst())) {
        var more = new HashSet<>(seated);
        more.add(person.voter());
        if (seatable(seats.subList(1, seats.size()), people, more)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> seats(List<Need> quorum) {
    var seats = new ArrayList<String>();
    quorum.forEach(need -> seats.addAll(Collections.nCopies(need.count(), need.group())));
    return seats;
  }

  private static List<Need> quorum(Random random) {
    var quorum = new ArrayList<Need>();
    for (var group : GROUPS) {
      if (random.nextBoolean()) {
        quorum.add(new Need(group, 1 + random.nextInt(2)));
      }
    }
    return quorum;
  }

  private static List<CastVote> people(Random random) {
    var people = new ArrayList<CastVote>();
    for (var i = 0; i < random.nextInt(6); i++) {
      var groups = GROUPS.stream().filter(_ -> random.nextBoolean()).toArray(String[]::new);
      people.add(approves("person-" + i, groups));
    }
    return people;
  }

  private static CastVote approves(String person, String... groups) {
    return new CastVote(person, null, List.of(groups), VoteVerdict.APPROVE, null, NOW);
  }
}
