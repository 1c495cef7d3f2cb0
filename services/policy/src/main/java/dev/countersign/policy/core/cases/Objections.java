package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.approval.CastVote;
import dev.countersign.policy.core.approval.Electorate;
import dev.countersign.policy.core.approval.Quorum;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a vote does not count. */
final class Objections {
  /**
   * @param code stable, for programs
   * @param message for the voter
   */
  record Objection(String code, String message) {}

  static final Objection CLUSTER_UNKNOWN =
      new Objection(
          "cluster-not-known",
          "The cluster that the instance belongs to is not known just now. Vote again in a minute.");

  /** On a case that waits for no vote. */
  static Objection notWaiting(CaseState state) {
    return switch (state) {
      case Unseen _ -> new Objection("unknown-operation", "There is no such operation.");
      case Parked _ ->
          new Objection("not-asked-yet", "The operation is not known to need any approval yet.");
      case Held _ ->
          new Objection(
              "already-decided", "The operation waits for its time to come, and for no vote.");
      case Waiting _ -> throw new IllegalArgumentException("it does wait");
      case Approved _, Cancelled _ ->
          new Objection("already-decided", "The operation has been approved already.");
      case Refused _ -> new Objection("already-decided", "The operation has ended.");
    };
  }

  /** On a case that waited until this vote came. */
  static Objection overtaken(CaseState next) {
    return next instanceof Waiting
        ? new Objection(
            "ballot-changed",
            "What you voted on has changed, and all votes on it are void. Look at what has changed,"
                + " and vote again.")
        : new Objection("too-late", "The operation was decided before your vote counted.");
  }

  /**
   * To a vote in itself; null when it counts.
   *
   * @param electorate who may vote here and now
   * @param longestWait how long after it was made a request may wait for its time
   */
  static @Nullable Objection to(
      ApprovalVoted vote,
      Votes votes,
      OperationRequested request,
      Electorate electorate,
      Duration longestWait) {
    var voter = vote.requester();
    var quorum = votes.ballot().quorum();
    var cast = CastVote.of(vote);
    if (voter.subject().equals(request.requester().subject())) {
      return new Objection("own-request", "Whoever asks for an operation cannot approve it.");
    }
    if (!electorate.asks(quorum, cast)) {
      return new Objection(
          "not-yours-to-vote",
          "This operation needs the approval of members of %s. You are in none of these groups,"
                  .formatted(votes.groups())
              + " and stand in for nobody who is.");
    }
    if (!Quorum.asksFor(quorum, electorate.seats(cast, votes.cast()))) {
      return new Objection(
          "role-required",
          "Your groups have no role that may vote on this resource, or whoever you stand in for has"
              + " voted. It takes Approver, Operator, DBA or Admin.");
    }
    if (!vote.ballotHash().equals(votes.ballot().hash())) {
      return new Objection(
          "ballot-changed",
          "This vote is on something else than what is asked now. Look at the operation, and vote"
              + " again.");
    }
    if (vote.verdict().needsComment() && (vote.comment() == null || vote.comment().isBlank())) {
      return new Objection("comment-required", "Say why, in the comment.");
    }
    var overtaken = overtaken(vote, votes);
    return overtaken == null
        ? Conditions.objection(
            cast, votes, request.requestedAt().plus(longestWait), electorate.now())
        : overtaken;
  }

  /** An earlier vote is not brought back, whoever sends it again. */
  private static @Nullable Objection overtaken(ApprovalVoted vote, Votes votes) {
    var before = votes.of(vote.requester().subject()).orElse(null);
    if (before != null && !vote.votedAt().isAfter(before.votedAt())) {
      return new Objection("older-vote", "You have voted since. Your later vote holds.");
    }
    return vote.verdict() == VoteVerdict.WITHDRAW
            && (before == null || before.verdict() == VoteVerdict.WITHDRAW)
        ? new Objection("nothing-to-withdraw", "You have no vote that could be withdrawn.")
        : null;
  }

  private Objections() {}
}
