package dev.countersign.contracts.event;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which CloudEvents type stands for which record. A name that was released is never given to
 * another record.
 */
public final class EventTypes {
  private static final Map<String, Class<? extends EventData>> BY_NAME =
      Map.ofEntries(
          entry("dev.countersign.operation.requested.v1", RequestEvent.OperationRequested.class),
          entry("dev.countersign.operation.approval-voted.v1", RequestEvent.ApprovalVoted.class),
          entry(
              "dev.countersign.operation.cancel-requested.v1", RequestEvent.CancelRequested.class),
          entry(
              "dev.countersign.operation.resolution-requested.v1",
              RequestEvent.ResolutionRequested.class),
          entry(
              "dev.countersign.operation.review-submitted.v1", RequestEvent.ReviewSubmitted.class),
          entry("dev.countersign.operation.approved.v1", DecisionEvent.OperationApproved.class),
          entry("dev.countersign.operation.rejected.v1", DecisionEvent.OperationRejected.class),
          entry("dev.countersign.operation.held.v1", DecisionEvent.OperationHeld.class),
          entry(
              "dev.countersign.operation.approval-required.v1",
              DecisionEvent.ApprovalRequired.class),
          entry(
              "dev.countersign.operation.approval-expired.v1", DecisionEvent.ApprovalExpired.class),
          entry(
              "dev.countersign.operation.approval-reminded.v1",
              DecisionEvent.ApprovalReminded.class),
          entry("dev.countersign.operation.vote-counted.v1", DecisionEvent.VoteCounted.class),
          entry("dev.countersign.operation.vote-refused.v1", DecisionEvent.VoteRefused.class),
          entry(
              "dev.countersign.operation.break-glass-used.v1", DecisionEvent.BreakGlassUsed.class),
          entry("dev.countersign.operation.review-closed.v1", DecisionEvent.ReviewClosed.class),
          entry("dev.countersign.operation.review-refused.v1", DecisionEvent.ReviewRefused.class),
          entry("dev.countersign.operation.cancel-approved.v1", DecisionEvent.CancelApproved.class),
          entry("dev.countersign.operation.cancel-refused.v1", DecisionEvent.CancelRefused.class),
          entry(
              "dev.countersign.operation.resolution-approved.v1",
              DecisionEvent.ResolutionApproved.class),
          entry(
              "dev.countersign.operation.resolution-refused.v1",
              DecisionEvent.ResolutionRefused.class),
          entry("dev.countersign.operation.queued.v1", StatusEvent.OperationQueued.class),
          entry("dev.countersign.operation.scheduled.v1", StatusEvent.OperationScheduled.class),
          entry("dev.countersign.operation.started.v1", StatusEvent.OperationStarted.class),
          entry("dev.countersign.operation.progressed.v1", StatusEvent.OperationProgressed.class),
          entry("dev.countersign.operation.succeeded.v1", StatusEvent.OperationSucceeded.class),
          entry("dev.countersign.operation.failed.v1", StatusEvent.OperationFailed.class),
          entry("dev.countersign.operation.timed-out.v1", StatusEvent.OperationTimedOut.class),
          entry("dev.countersign.operation.cancelled.v1", StatusEvent.OperationCancelled.class),
          entry(
              "dev.countersign.operation.indeterminate.v1",
              StatusEvent.OperationIndeterminate.class),
          entry("dev.countersign.operation.resolved.v1", StatusEvent.OperationResolved.class),
          entry(
              "dev.countersign.operation.completed-late.v1",
              StatusEvent.OperationCompletedLate.class),
          entry("dev.countersign.resource.observed.v1", ResourceEvent.ResourceObserved.class),
          entry("dev.countersign.resource.gone.v1", ResourceEvent.ResourceGone.class),
          entry("dev.countersign.record.quarantined.v1", RecordEvent.RecordQuarantined.class),
          entry("dev.countersign.ledger.appended.v1", RecordEvent.LedgerAppended.class),
          entry("dev.countersign.rules.loaded.v1", RecordEvent.RulesLoaded.class),
          entry("dev.countersign.rules.refused.v1", RecordEvent.RulesRefused.class));

  private static final Map<Class<? extends EventData>, String> BY_CLASS = inverted();

  /** The type's name. */
  public static String of(EventData data) {
    var name = BY_CLASS.get(data.getClass());
    if (name == null) {
      throw new IllegalStateException("no CloudEvents type for " + data.getClass().getName());
    }
    return name;
  }

  /** The record for a type's name; empty for a name that this version does not know. */
  public static Optional<Class<? extends EventData>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Every type there is. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  private static Map<Class<? extends EventData>, String> inverted() {
    var inverted = new HashMap<Class<? extends EventData>, String>();
    BY_NAME.forEach((name, type) -> inverted.put(type, name));
    return Map.copyOf(inverted);
  }

  private EventTypes() {}
}
