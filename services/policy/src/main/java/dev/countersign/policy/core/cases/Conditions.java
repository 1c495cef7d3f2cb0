package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.policy.core.approval.CastVote;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.cases.Objections.Objection;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a vote: there has to be a moment at which all of them hold, and others' too.
 */
final class Conditions {
  private static final String CODE = "conditions-cannot-hold";

  /**
   * @param last when an operation may begin that has to wait
   */
  static @Nullable Objection objection(CastVote vote, Votes votes, Instant last, Instant now) {
    if (vote.terms().isEmpty()) {
      return null;
    }
    if (vote.verdict() != VoteVerdict.APPROVE) {
      return new Objection(CODE, "Only an approval can have conditions.");
    }
    var all =
        Stream.concat(vote.terms().stream(), votes.termsOfOthers(vote.voter(), now).stream())
            .toList();
    var earliest = VoteCondition.earliest(all).filter(now::isBefore).orElse(now);
    var end = VoteCondition.end(all).orElse(null);
    if (end != null && !earliest.isBefore(end)) {
      return new Objection(
          CODE,
          "By the conditions of this vote and of the others, the operation could begin at %s at the"
                  .formatted(earliest)
              + " earliest, and had to begin before "
              + end
              + '.');
    }
    return earliest.isAfter(last)
        ? new Objection(
            CODE,
            "An operation waits for its time until %s at most, by the settings'".formatted(last)
                + " freeze_longest_wait, and this vote is for "
                + earliest
                + " and later.")
        : null;
  }

  private Conditions() {}
}
