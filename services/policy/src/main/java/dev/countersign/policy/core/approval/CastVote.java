package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person said last about a ballot; also that they withdrew it, so that nobody can bring an
 * earlier vote of theirs back.
 *
 * @param voter the token's {@code sub}
 * @param groups as in the token at the time of the vote
 */
public record CastVote(
    String voter,
    @Nullable String name,
    List<String> groups,
    VoteVerdict verdict,
    @Nullable String comment,
    Instant votedAt) {
  public CastVote {
    groups = List.copyOf(groups);
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

  Approver approver() {
    return new Approver(voter, name, groups, comment, votedAt);
  }
}
