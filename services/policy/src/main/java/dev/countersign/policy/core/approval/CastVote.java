package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Approver;
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
 */
public record CastVote(
    String voter,
    @Nullable String name,
    List<String> groups,
    VoteVerdict verdict,
    @Nullable String comment,
    Instant votedAt,
    @Nullable List<String> onBehalfOf) {
  public CastVote {
    groups = List.copyOf(groups);
    onBehalfOf = onBehalfOf == null ? null : List.copyOf(onBehalfOf);
  }

  /** Of somebody who votes for themselves. */
  public CastVote(
      String voter,
      @Nullable String name,
      List<String> groups,
      VoteVerdict verdict,
      @Nullable String comment,
      Instant votedAt) {
    this(voter, name, groups, verdict, comment, votedAt, null);
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
        vote.votedAt());
  }

  /** The same, in somebody's stead. */
  public CastVote onBehalfOf(@Nullable List<String> people) {
    return new CastVote(voter, name, groups, verdict, comment, votedAt, people);
  }

  /** The same, with the groups whose seats it can take. */
  CastVote seated(Collection<String> seats) {
    return new CastVote(voter, name, List.copyOf(seats), verdict, comment, votedAt, onBehalfOf);
  }

  Approver approver() {
    return new Approver(voter, name, groups, comment, votedAt, onBehalfOf);
  }
}
