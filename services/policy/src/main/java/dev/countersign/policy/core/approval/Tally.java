package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the votes on one ballot come to. */
public sealed interface Tally {
  /** Not enough have agreed. */
  record Open(List<Need> missing) implements Tally {
    public Open {
      missing = List.copyOf(missing);
    }
  }

  /** Enough have agreed, and nobody has refused. */
  record Reached(List<Approver> approvers) implements Tally {
    public Reached {
      approvers = List.copyOf(approvers);
    }
  }

  /** Somebody has rejected it, or sent it back. */
  record Stopped(CastVote by) implements Tally {}

  /**
   * Counts. The order of the votes is irrelevant: of each person the latest holds, and one refusal
   * outweighs any number of approvals. Votes of the requester, and of people that nobody asked, are
   * none.
   */
  static Tally of(List<Need> quorum, String requester, Collection<CastVote> votes) {
    return of(quorum, requester, votes, (vote, _) -> vote.groups());
  }

  /**
   * Counts.
   *
   * @param seats the groups whose seats a vote can take, among the last votes of all
   */
  static Tally of(
      List<Need> quorum,
      String requester,
      Collection<CastVote> votes,
      BiFunction<CastVote, Collection<CastVote>, ? extends Collection<String>> seats) {
    var latest = latest(votes);
    latest.remove(requester);
    var all = List.copyOf(latest.values());
    latest.values().removeIf(vote -> !Quorum.asksFor(quorum, seats.apply(vote, all)));
    var refusal =
        latest.values().stream()
            .filter(vote -> vote.verdict().needsComment())
            .min(Comparator.comparing(CastVote::verdict).thenComparing(CastVote::voter));
    if (refusal.isPresent()) {
      return new Stopped(refusal.get());
    }
    latest.values().removeIf(vote -> vote.verdict() != VoteVerdict.APPROVE);
    var missing =
        Quorum.missing(
            quorum,
            latest.values().stream().map(vote -> vote.seated(seats.apply(vote, all))).toList());
    // A quorum of nobody is never reached: it would be an approval by nobody.
    return missing.isEmpty() && !quorum.isEmpty()
        ? new Reached(latest.values().stream().map(CastVote::approver).toList())
        : new Open(missing);
  }

  private static Map<String, CastVote> latest(Collection<CastVote> votes) {
    return votes.stream()
        .collect(
            Collectors.toMap(
                CastVote::voter,
                Function.identity(),
                BinaryOperator.maxBy(
                    Comparator.comparing(CastVote::votedAt).thenComparing(CastVote::verdict)),
                TreeMap::new));
  }
}
