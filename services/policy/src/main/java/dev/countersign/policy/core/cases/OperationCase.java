package dev.countersign.policy.core.cases;

import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.resource.Resource;
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
      case Open(var request, var resource) ->
          // Asked for before: the decision that was made then is the only one.
          state instanceof Unseen ? open(book, request, resource, now) : Step.silent(state);
      case LookAgain(var resource) -> lookAgain(book, state, resource, now);
      case Unproven(var event) -> unproven(book, state, event);
      case Cancel(var wish, var resource) -> Cancelling.decide(book, state, wish, resource, now);
      case Resolve(var finding, var resource) ->
          Resolving.decide(book, state, finding, resource, now);
      case CloseReview(var said, var review, var resource) ->
          Reviewing.close(book, state, said, review, resource);
      case Vote(var vote, var resource) -> Voting.vote(book, state, vote, resource, now);
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
      Rulebook book, OperationRequested request, @Nullable Resource resource, Instant now) {
    if (resource != null) {
      return judge(book, request, resource, now);
    }
    var untimely = RequestTime.objection(book.settings(), request.requestedAt(), now);
    return untimely == null
        ? Step.silent(new Parked(request, now.plus(book.settings().parkingTime())))
        : new Step(new Refused(request), new Reject(Rejections.without(book, request, untimely)));
  }

  private static Step lookAgain(
      Rulebook book, CaseState state, @Nullable Resource resource, Instant now) {
    return switch (state) {
      case Parked parked -> unpark(book, parked, resource, now);
      case Waiting waiting -> Voting.lookAgain(book, waiting, resource, now);
      case Held held -> Holding.lookAgain(book, held, resource, now);
      case Approved approved -> Withdrawing.lookAgain(book, approved, resource, now);
      case Unseen _, Refused _, Cancelled _ -> Step.silent(state);
    };
  }

  private static Step unpark(
      Rulebook book, Parked parked, @Nullable Resource resource, Instant now) {
    if (resource != null) {
      return judge(book, parked.request(), resource, now);
    }
    return now.isBefore(parked.until())
        ? Step.silent(parked)
        : new Step(
            new Refused(parked.request()),
            new Reject(Rejections.without(book, parked.request(), Refusals.INSTANCE_UNKNOWN)));
  }

  private static Step judge(
      Rulebook book, OperationRequested request, Resource resource, Instant now) {
    return switch (Judge.judge(book, request, resource, now)) {
      case Verdict.VotesNeeded needed -> Voting.ask(request, needed, resource, now);
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
