package dev.countersign.gateway.operation.core;

import dev.countersign.contracts.event.DecisionEvent;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalReminded;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.BreakGlassUsed;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;
import dev.countersign.contracts.event.DecisionEvent.ReviewClosed;
import dev.countersign.contracts.event.DecisionEvent.ReviewRefused;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RecordEvent;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.event.ResourceEvent;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.operation.core.OperationView.BreakGlass;
import dev.countersign.gateway.operation.core.OperationView.Cancel;
import dev.countersign.gateway.operation.core.OperationView.Decision;
import dev.countersign.gateway.operation.core.OperationView.Hold;
import dev.countersign.gateway.operation.core.OperationView.Outcome;
import dev.countersign.gateway.operation.core.OperationView.Refusal;
import dev.countersign.gateway.operation.core.OperationView.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a view changes with each event. Total: an event that adds nothing only counts. */
public final class Evolution {

  /** The view after the event. */
  public static OperationView evolve(OperationView view, Event event) {
    var seen = view.seen();
    return switch (event.data()) {
      case RequestEvent request -> requested(seen, request, event.time());
      case DecisionEvent decision -> decided(seen, decision, event.time());
      case StatusEvent status -> WorkEvolution.evolve(seen, status, event);
      // Not about operations: nothing to learn.
      case ResourceEvent _, RecordEvent _ -> seen;
    };
  }

  private static OperationView requested(OperationView view, RequestEvent event, Instant time) {
    return switch (event) {
      case OperationRequested _ -> view;
      case ApprovalVoted vote -> with(view, view.approval(), before -> before.voted(vote));
      case CancelRequested(var _, var _, var reason, var requester, var _) ->
          view.cancel() != null && view.cancel().wasGranted()
              ? view
              : view.with(Cancel.asked(time, requester.subject(), reason));
      case ReviewSubmitted _ ->
          view.breakGlass() == null || !view.breakGlass().open()
              ? view
              : view.with(reviewRefused(view.breakGlass(), null));
      case ResolutionRequested finding ->
          view.resolution() != null && view.resolution().known()
              ? view
              : view.with(
                  new Resolution(
                      time,
                      finding.requester().subject(),
                      finding.outcome(),
                      finding.comment(),
                      null,
                      null,
                      null));
    };
  }

  private static OperationView decided(OperationView view, DecisionEvent event, Instant time) {
    return switch (event) {
      case OperationApproved approved ->
          with(
              view.reached(OperationState.APPROVED).with(decision(approved, time)),
              view.approval(),
              Approval::reached);
      case OperationRejected rejected -> rejected(view, rejected, time);
      case OperationHeld held -> held(view, held, time);
      case ApprovalRequired required -> approvalRequired(view, required, time);
      case ApprovalExpired expired -> approvalExpired(view, expired);
      case VoteCounted vote -> with(view, view.approval(), before -> before.counted(vote));
      case VoteRefused vote -> with(view, view.approval(), before -> before.refused(vote));
      // Nothing about the operation has changed; the history and live streams have it.
      case ApprovalReminded _ -> view;
      case BreakGlassUsed use ->
          view.with(new BreakGlass(time, use.skipped(), null, null, null, null, null));
      case ReviewClosed closed -> reviewClosed(view, closed, time);
      case ReviewRefused refused ->
          view.breakGlass() == null || !view.breakGlass().open()
              ? view
              : view.with(reviewRefused(view.breakGlass(), refused.message()));
      case CancelApproved approved -> cancelApproved(view, approved, time);
      case CancelRefused refused -> cancelRefused(view, refused, time);
      case ResolutionApproved approved ->
          view.with(resolution(view, approved, time).answered(true, null));
      case ResolutionRefused refused -> resolutionRefused(view, refused);
    };
  }

  private static OperationView reviewClosed(OperationView view, ReviewClosed closed, Instant time) {
    var use = view.breakGlass();
    return use == null
        ? view
        : view.with(
            new BreakGlass(
                use.usedAt(),
                use.skipped(),
                time,
                closed.closedBy(),
                closed.name(),
                closed.comment(),
                null));
  }

  private static BreakGlass reviewRefused(BreakGlass use, @Nullable String why) {
    return new BreakGlass(use.usedAt(), use.skipped(), null, null, null, null, why);
  }

  private static Decision decision(OperationApproved approved, Instant time) {
    return new Decision(
        time,
        approved.classification().environment(),
        approved.classification().method(),
        approved.rules(),
        approved.rulesVersion(),
        approved.expiresAt(),
        null,
        null);
  }

  private static OperationView rejected(
      OperationView view, OperationRejected rejected, Instant time) {
    var classification = rejected.classification();
    var refusal =
        new Refusal(
            rejected.code(), rejected.message(), rejected.nextStep(), rejected.changeRequest());
    return ended(view.reached(OperationState.REJECTED), time, rejected.message())
        .with(
            new Decision(
                time,
                classification == null ? null : classification.environment(),
                classification == null ? null : classification.method(),
                rejected.rules(),
                rejected.rulesVersion(),
                null,
                refusal,
                null));
  }

  private static OperationView held(OperationView view, OperationHeld held, Instant time) {
    return view.state().compareTo(OperationState.HELD) > 0
        ? view
        : view.reached(OperationState.HELD)
            .with(
                new Decision(
                    time,
                    held.classification().environment(),
                    held.classification().method(),
                    held.rules(),
                    held.rulesVersion(),
                    null,
                    null,
                    new Hold(held.code(), held.message(), held.resumesAt())));
  }

  private static OperationView approvalRequired(
      OperationView view, ApprovalRequired required, Instant time) {
    var asked = Approval.asked(required, view.approval());
    var waiting = askedAfterAFreeze(view, required).with(asked);
    var ballot = required.ballot();
    // Asked again: the classification may be another one.
    return view.decision() != null && waiting.state() != OperationState.APPROVAL_REQUIRED
        ? waiting
        : waiting.with(
            new Decision(
                time,
                ballot.classification().environment(),
                ballot.classification().method(),
                ballot.rules(),
                ballot.rulesVersion(),
                null,
                null,
                null));
  }

  /** What was held may have to be agreed to, or agreed to anew, when its wait is over. */
  private static OperationView askedAfterAFreeze(OperationView view, ApprovalRequired required) {
    var known = view.approval();
    return view.state() == OperationState.HELD
            && (known == null || required.ballot().round() > known.round())
        ? view.back(OperationState.APPROVAL_REQUIRED)
        : view.reached(OperationState.APPROVAL_REQUIRED);
  }

  private static OperationView with(
      OperationView view, @Nullable Approval before, UnaryOperator<Approval> change) {
    return before == null ? view : view.with(change.apply(before));
  }

  private static OperationView approvalExpired(OperationView view, ApprovalExpired expired) {
    var message = "Nobody who may approve this did so in time.";
    var ended = ended(view.reached(OperationState.APPROVAL_EXPIRED), expired.expiredAt(), message);
    var before = view.decision();
    var refusal =
        new Refusal(
            "approval-expired",
            message,
            "Ask the approvers, then submit the operation again.",
            null);
    return ended.with(
        before == null
            ? new Decision(expired.expiredAt(), null, null, List.of(), "", null, refusal, null)
            : new Decision(
                expired.expiredAt(),
                before.environment(),
                before.classifiedBy(),
                before.rules(),
                before.rulesVersion(),
                null,
                refusal,
                null));
  }

  private static OperationView ended(OperationView view, Instant time, String message) {
    return view.outcome() != null
        ? view
        : view.with(
            new Outcome(
                time,
                false,
                WorkEvolution.seconds(view, time),
                Map.of(),
                null,
                message,
                null,
                null,
                null));
  }

  private static OperationView cancelApproved(
      OperationView view, CancelApproved approved, Instant time) {
    var since = view.cancel() == null ? time : view.cancel().requestedAt();
    var earlier = view.cancel() == null ? null : view.cancel().effect();
    // The executor's answer travels on another topic and may have been quicker.
    return WorkEvolution.cancelSettled(
        view.with(
            new Cancel(since, approved.cancelledBy(), approved.reason(), true, null, earlier)));
  }

  private static Resolution resolution(
      OperationView view, ResolutionApproved approved, Instant time) {
    return view.resolution() != null
        ? view.resolution()
        : new Resolution(
            time, approved.resolvedBy(), approved.outcome(), approved.comment(), null, null, null);
  }

  /** Whoever is refused after somebody was believed changes nothing about that. */
  private static OperationView resolutionRefused(OperationView view, ResolutionRefused refused) {
    var asked = view.resolution();
    return asked == null || asked.known()
        ? view
        : view.with(asked.answered(false, refused.message()));
  }

  private static OperationView cancelRefused(
      OperationView view, CancelRefused refused, Instant time) {
    if (view.cancel() != null && view.cancel().wasGranted()) {
      return view;
    }
    var asked = view.cancel() == null ? Cancel.asked(time, "", null) : view.cancel();
    return view.with(
        new Cancel(
            asked.requestedAt(),
            asked.requestedBy(),
            asked.reason(),
            false,
            refused.message(),
            null));
  }

  private Evolution() {}
}
