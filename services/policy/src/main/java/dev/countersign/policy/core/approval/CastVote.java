package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person said last about a ballot; also that they withdrew it, so that nobody can bring an
 * earlier vote of theirs back.
 *
 * @param voter the token's {@code sub}
 * @param groups as in the token at the time of the vote
 * @param onBehalfOf in whose stead, as it was at that time; null for themselves
 * @param conditions under which they agree; null for none
 */
public record CastVote(
    String voter,
    @Nullable String name,
    List<String> groups,
    VoteVerdict verdict,
    @Nullable String comment,
    Instant votedAt,
    @Nullable List<String> onBehalfOf,
    @Nullable List<VoteCondition> conditions) {
  public CastVote {
    groups = List.copyOf(groups);
    onBehalfOf = onBehalfOf == null ? null : List.copyOf(onBehalfOf);
    conditions = conditions == null || conditions.isEmpty() ? null : List.copyOf(conditions);
  }

  /** Of somebody who votes for themselves, without conditions. */
  public CastVote(
      String voter,
      @Nullable String name,
      List<String> groups,
      VoteVerdict verdict,
      @Nullable String comment,
      Instant votedAt) {
    this(voter, name, groups, verdict, comment, votedAt, null, null);
  }

  /** Of a person whose vote the gateway vouches for. */
  public static CastVote of(ApprovalVoted vote) {
    var person = vote.requester();
    return new CastVote(
        person.subject(),
        person.name(),
        person.groups(),
        vote.verdict(),
        vote.comment(),
        vote.votedAt(),
        null,
        vote.conditions());
  }

  /** The same, in somebody's stead. */
  public CastVote onBehalfOf(@Nullable List<String> people) {
    return new CastVote(voter, name, groups, verdict, comment, votedAt, people, conditions);
  }

  /** The same, with the groups whose seats it can take. */
  CastVote seated(Collection<String> seats) {
    return new CastVote(
        voter, name, List.copyOf(seats), verdict, comment, votedAt, onBehalfOf, conditions);
  }

  /** Under which they agree. */
  public List<VoteCondition> terms() {
    return conditions == null ? List.of() : conditions;
  }

  /** Whether the time is over until which they agree. */
  boolean isOverAt(Instant now) {
    return VoteCondition.end(terms()).filter(end -> !now.isBefore(end)).isPresent();
  }

  Approver approver() {
    return new Approver(voter, name, groups, comment, votedAt, onBehalfOf, conditions);
  }
}
