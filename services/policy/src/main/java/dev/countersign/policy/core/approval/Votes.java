package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A ballot and what was said about it.
 *
 * @param cast one for each person that voted, or voted and withdrew
 */
public record Votes(Ballot ballot, List<CastVote> cast) {
  public Votes {
    cast = List.copyOf(cast);
  }

  /** On a ballot that nobody has voted on. */
  public static Votes none(Ballot ballot) {
    return new Votes(ballot, List.of());
  }

  /** What this person said last. */
  public Optional<CastVote> of(String voter) {
    return cast.stream().filter(vote -> vote.voter().equals(voter)).findFirst();
  }

  /** With one vote more, which takes the place of what the same person said before. */
  public Votes with(CastVote vote) {
    var others = cast.stream().filter(before -> !before.voter().equals(vote.voter()));
    return new Votes(ballot, Stream.concat(others, Stream.of(vote)).toList());
  }

  /** What they come to. A vote counts for as long as the time has not come that it names. */
  public Tally tally(Electorate electorate) {
    var standing = cast.stream().filter(vote -> !vote.isOverAt(electorate.now())).toList();
    return Tally.of(ballot.quorum(), electorate.requester(), standing, electorate::seats);
  }

  /** Under what the others agree. */
  public List<VoteCondition> termsOfOthers(String voter, Instant now) {
    return cast.stream()
        .filter(vote -> !vote.voter().equals(voter) && vote.verdict() == VoteVerdict.APPROVE)
        .filter(vote -> !vote.isOverAt(now))
        .flatMap(vote -> vote.terms().stream())
        .toList();
  }

  /** Whose approval is still needed: nobody's once it is decided. */
  public List<Need> missing(Electorate electorate) {
    return switch (tally(electorate)) {
      case Tally.Open(var missing) -> missing;
      case Tally.Reached _, Tally.Stopped _ -> List.of();
    };
  }

  /** The groups that are asked, for a sentence. */
  public String groups() {
    return words(ballot.quorum().stream().map(Need::group).toList());
  }

  private static String words(Collection<String> groups) {
    return String.join(" or ", groups);
  }
}
