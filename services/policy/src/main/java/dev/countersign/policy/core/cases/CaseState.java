package dev.countersign.policy.core.cases;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.approval.Votes;
import java.time.Instant;

/** Where a case stands. Only the first three are undecided; nothing leads back to them. */
public sealed interface CaseState {
  /** Nobody has asked for this operation. */
  record Unseen() implements CaseState {}

  /**
   * Asked for, on a resource that is not known here yet.
   *
   * @param until when waiting ends
   */
  record Parked(OperationRequested request, Instant until) implements CaseState {}

  /**
   * Waits for the votes of people.
   *
   * @param votes the ballot and what was said about it
   * @param observedAt when the resource was observed that the ballot was last compared with
   * @param until when waiting ends; a new ballot does not prolong it
   */
  record Waiting(OperationRequested request, Votes votes, Instant observedAt, Instant until)
      implements CaseState {}

  /** Decided: it may be done. */
  record Approved(OperationRequested request) implements CaseState {}

  /** Decided: it may not be done. */
  record Refused(OperationRequested request) implements CaseState {}

  /** Was approved; the executor was told to stop what can still be stopped. */
  record Cancelled(OperationRequested request) implements CaseState {}
}
