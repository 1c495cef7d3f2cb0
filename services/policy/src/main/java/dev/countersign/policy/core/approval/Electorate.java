package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Delegate;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.policy.core.role.Place;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.role.Roles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may vote, for which seats, at one place and moment. Asked again whenever votes are counted: a
 * role or a delegation that is gone by then counts for nothing.
 *
 * @param requester whose vote never counts, and in whose stead nobody's does
 */
public record Electorate(
    Roles roles, Place place, List<Delegation> delegations, String requester, Instant now) {
  public Electorate {
    delegations = List.copyOf(delegations);
  }

  /**
   * The groups whose seats somebody can take. Each of their own groups has to have a role here that
   * may vote. A delegate needs such a role of their own, and stands in for nobody who has voted:
   * the two are one voice.
   *
   * @param all the last vote of each person
   */
  public Set<String> seats(CastVote vote, Collection<CastVote> all) {
    if (!roles.any(Role.VOTERS, place, vote.groups())) {
      return Set.of();
    }
    var seats = new TreeSet<String>();
    vote.groups().stream().filter(this::mayVote).forEach(seats::add);
    mandates(vote.voter())
        .filter(mandate -> !hasVoted(mandate.of(), all))
        .flatMap(mandate -> mandate.groups().stream())
        .filter(this::mayVote)
        .forEach(seats::add);
    return seats;
  }

  /** Whether somebody is asked at all, by their groups or by those that they stand in for. */
  public boolean asks(List<Need> quorum, CastVote vote) {
    return Quorum.asksFor(quorum, vote.groups())
        || mandates(vote.voter()).anyMatch(mandate -> Quorum.asksFor(quorum, mandate.groups()));
  }

  /** In whose stead somebody votes who is not asked for themselves; null for nobody's. */
  public @Nullable List<String> onBehalfOf(List<Need> quorum, CastVote vote) {
    if (Quorum.asksFor(quorum, vote.groups())) {
      return null;
    }
    var all =
        mandates(vote.voter())
            .filter(mandate -> Quorum.asksFor(quorum, mandate.groups()))
            .map(Delegation::of)
            .distinct()
            .sorted()
            .toList();
    return all.isEmpty() ? null : all;
  }

  /** Who may stand in for somebody who is asked, from now on; null for nobody. */
  public @Nullable List<Delegate> delegates(List<Need> quorum) {
    var all =
        delegations.stream()
            .filter(one -> now.isBefore(one.until()))
            .filter(one -> !one.of().equals(requester) && !one.to().equals(requester))
            .filter(one -> Quorum.asksFor(quorum, one.groups()))
            .map(one ->
                new Delegate(
                    one.to(),
                    one.of(),
                    one.groups().stream().sorted().toList(),
                    one.from(),
                    one.until()))
            .toList();
    return all.isEmpty() ? null : all;
  }

  private Stream<Delegation> mandates(String voter) {
    return delegations.stream()
        .filter(one -> one.to().equals(voter) && one.holdsAt(now))
        .filter(one -> !one.of().equals(requester));
  }

  private boolean mayVote(String group) {
    return roles.any(Role.VOTERS, place, List.of(group));
  }

  private static boolean hasVoted(String person, Collection<CastVote> all) {
    return all.stream()
        .anyMatch(vote -> vote.voter().equals(person) && vote.verdict() != VoteVerdict.WITHDRAW);
  }
}
