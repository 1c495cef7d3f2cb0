package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Who has to agree, and whether they have. */
public final class Quorum {
  /**
   * What several rules ask for together: of each group as many as the rule that asks for most of
   * it. Somebody who is in two of the groups still counts once.
   */
  public static List<Need> of(Collection<ApprovalRule> rules) {
    var most = new TreeMap<String, Integer>();
    for (var rule : rules) {
      rule.quorum().forEach(need -> most.merge(need.group(), need.count(), Math::max));
    }
    return most.entrySet().stream().map(n -> new Need(n.getKey(), n.getValue())).toList();
  }

  /** Whether a member of these groups can help at all. */
  public static boolean asksFor(List<Need> quorum, Collection<String> groups) {
    return quorum.stream().anyMatch(need -> groups.contains(need.group()));
  }

  /**
   * Who is still missing; empty when there are enough. Each person stands for one seat. Seats are
   * given so that as many as possible are taken: somebody who sits where another one could may have
   * to move, so this is a matching and not a count.
   *
   * @param people each of them once
   */
  static List<Need> missing(List<Need> quorum, Collection<CastVote> people) {
    var seats = new ArrayList<String>();
    quorum.forEach(need -> {
      for (var i = 0; i < need.count(); i++) {
        seats.add(need.group());
      }
    });
    var matching = new Matching(seats, people);
    return quorum.stream()
        .map(need -> new Need(need.group(), matching.free(need.group())))
        .filter(need -> need.count() > 0)
        .toList();
  }

  /** A largest matching of people and seats, by augmenting paths. */
  private static final class Matching {
    private final List<String> seats;
    private final List<CastVote> people;
    private final int[] taken;

    Matching(List<String> seats, Collection<CastVote> people) {
      this.seats = seats;
      // In an order of their own: who voted first must not decide what is still missing.
      this.people = people.stream().sorted(Comparator.comparing(CastVote::voter)).toList();
      this.taken = new int[seats.size()];
      Arrays.fill(taken, -1);
      for (var person = 0; person < this.people.size(); person++) {
        place(person, new boolean[seats.size()]);
      }
    }

    private boolean place(int person, boolean[] tried) {
      for (var seat = 0; seat < taken.length; seat++) {
        if (!tried[seat] && people.get(person).groups().contains(seats.get(seat))) {
          tried[seat] = true;
          if (taken[seat] < 0 || place(taken[seat], tried)) {
            taken[seat] = person;
            return true;
          }
        }
      }
      return false;
    }

    int free(String group) {
      var free = 0;
      for (var seat = 0; seat < taken.length; seat++) {
        if (taken[seat] < 0 && seats.get(seat).equals(group)) {
          free++;
        }
      }
      return free;
    }
  }

  private Quorum() {}
}
