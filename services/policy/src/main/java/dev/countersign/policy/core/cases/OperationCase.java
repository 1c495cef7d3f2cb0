package dev.countersign.policy.core.cases;

import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.cases.Answer.Approve;
import dev.countersign.policy.core.cases.Answer.Hold;
import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.CaseCommand.Cancel;
import dev.countersign.policy.core.cases.CaseCommand.CloseReview;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseCommand.Resolve;
import dev.countersign.policy.core.cases.CaseCommand.Unproven;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Freezing;
import dev.countersign.policy.core.rulebook.Judge;
import dev.countersign.policy.core.rulebook.Refusals;
import dev.countersign.policy.core.rulebook.Rejections;
import dev.countersign.policy.core.rulebook.RequestTime;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what a command means for a case. */
public final class OperationCase {

  /** Where no review of an earlier break-glass is open. */
  public static Step decide(Rulebook book, CaseState state, CaseCommand command, Instant now) {
    return decide(book, state, command, null, now);
  }

  /**
   * Total and pure: every command has a meaning in every state, if only to change nothing.
   *
   * @param openReview the operation whose review binds the requester of this one; null for none
   */
  public static Step decide(
      Rulebook book,
      CaseState state,
      CaseCommand command,
      @Nullable String openReview,
      Instant now) {
    return Reviewing.after(book, meaning(book, state, command, now), openReview);
  }

  private static Step meaning(Rulebook book, CaseState state, CaseCommand command, Instant now) {
    return switch (command) {
      case Open open ->
          // Asked for before: the decision that was made then is the only one.
          state instanceof Unseen
              ? open(book, open.request(), open.known(), now)
              : Step.silent(state);
      case LookAgain look -> lookAgain(book, state, look.known(), now);
      case Unproven(var event) -> unproven(book, state, event);
      case Cancel cancel -> Cancelling.decide(book, state, cancel.wish(), cancel.known(), now);
      case Resolve resolve ->
          Resolving.decide(book, state, resolve.finding(), resolve.known(), now);
      case CloseReview close ->
          Reviewing.close(book, state, close.said(), close.review(), close.known());
      case Vote vote -> Voting.vote(book, state, vote.vote(), vote.known(), now);
    };
  }

  /**
   * Refused, so that whoever did ask hears of it; what was decided before stays as it is. A record
   * that was forged for an operation before its own arrives can keep it from being done, and no
   * more.
   */
  private static Step unproven(Rulebook book, CaseState state, RequestEvent event) {
    return switch (event) {
      case OperationRequested request ->
          state instanceof Unseen
              ? new Step(
                  new Refused(request),
                  new Reject(Rejections.without(book, request, Refusals.UNPROVEN)))
              : Step.silent(state);
      case CancelRequested wish -> Cancelling.unproven(state, wish);
      case ResolutionRequested finding -> Resolving.unproven(state, finding);
      case ApprovalVoted vote -> Voting.unproven(state, vote);
      case ReviewSubmitted said -> Reviewing.unproven(state, said);
    };
  }

  private static Step open(
      Rulebook book, OperationRequested request, @Nullable Known known, Instant now) {
    // A member's cluster may be on its way, too.
    if (known != null && known.isWhole()) {
      return judge(book, request, known, now);
    }
    var untimely = RequestTime.objection(book.settings(), request.requestedAt(), now);
    return untimely == null
        ? Step.silent(new Parked(request, now.plus(book.settings().parkingTime())))
        : new Step(new Refused(request), new Reject(Rejections.without(book, request, untimely)));
  }

  private static Step lookAgain(
      Rulebook book, CaseState state, @Nullable Known known, Instant now) {
    return switch (state) {
      case Parked parked -> unpark(book, parked, known, now);
      case Waiting waiting -> Voting.lookAgain(book, waiting, known, now);
      case Held held -> Holding.lookAgain(book, held, known, now);
      case Approved approved -> Withdrawing.lookAgain(book, approved, known, now);
      case Unseen _, Refused _, Cancelled _ -> Step.silent(state);
    };
  }

  private static Step unpark(Rulebook book, Parked parked, @Nullable Known known, Instant now) {
    var isOver = !now.isBefore(parked.until());
    if (known != null && (isOver || known.isWhole())) {
      return judge(book, parked.request(), known, now);
    }
    return isOver
        ? new Step(
            new Refused(parked.request()),
            new Reject(Rejections.without(book, parked.request(), Refusals.INSTANCE_UNKNOWN)))
        : Step.silent(parked);
  }

  private static Step judge(Rulebook book, OperationRequested request, Known known, Instant now) {
    return switch (Judge.judge(book, request, known, null, now)) {
      case Verdict.VotesNeeded needed -> Voting.ask(request, needed, known, now);
      case Verdict.Decided decided -> step(request, null, decided);
    };
  }

  /**
   * What a verdict makes of a case that was undecided.
   *
   * @param votes that it has; null where none were needed
   */
  static Step step(OperationRequested request, @Nullable Votes votes, Verdict.Decided verdict) {
    return switch (verdict) {
      case Verdict.Approved(var approval) ->
          new Step(
              new Approved(
                  request,
                  approval.expiresAt(),
                  Freezing.overridden(approval),
                  CaseState.Basis.of(approval)),
              new Approve(approval));
      case Verdict.Held(var hold) ->
          new Step(new Held(request, votes, hold.resumesAt()), new Hold(hold));
      case Verdict.Rejected(var rejection) -> new Step(new Refused(request), new Reject(rejection));
    };
  }

  /** The request that a case is about; null when nobody has asked yet. */
  public static @Nullable OperationRequested request(CaseState state) {
    return switch (state) {
      case Unseen _ -> null;
      case Parked(var request, _) -> request;
      case Waiting waiting -> waiting.request();
      case Held(var request, _, _) -> request;
      case Approved approved -> approved.request();
      case Refused(var request) -> request;
      case Cancelled(var request) -> request;
    };
  }

  /** When an undecided case is to be looked at again though nothing happens; null otherwise. */
  public static @Nullable Instant due(CaseState state) {
    return switch (state) {
      case Parked(_, var until) -> until;
      case Waiting waiting -> {
        var next = waiting.next();
        yield next != null && next.at().isBefore(waiting.until()) ? next.at() : waiting.until();
      }
      case Held(_, _, var due) -> due;
      case Unseen _, Approved _, Refused _, Cancelled _ -> null;
    };
  }

  private OperationCase() {}
}
