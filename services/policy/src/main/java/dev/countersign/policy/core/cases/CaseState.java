package dev.countersign.policy.core.cases;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.policy.core.approval.Reminder;
import dev.countersign.policy.core.approval.Votes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a case stands. Only the first four are undecided; nothing leads back to them. */
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
   * @param observedAt when the resource, or its cluster, was observed that the ballot was last
   *     compared with
   * @param until when waiting ends; a new ballot does not prolong it
   * @param reminders still to come, in order; null for none
   */
  record Waiting(
      OperationRequested request,
      Votes votes,
      Instant observedAt,
      Instant until,
      @Nullable List<Reminder> reminders)
      implements CaseState {
    public Waiting {
      reminders = reminders == null || reminders.isEmpty() ? null : List.copyOf(reminders);
    }

    /** Where nobody is reminded. */
    public Waiting(OperationRequested request, Votes votes, Instant observedAt, Instant until) {
      this(request, votes, observedAt, until, null);
    }

    /** The next moment at which people are reminded; null for none. */
    @Nullable Reminder next() {
      return reminders == null ? null : reminders.getFirst();
    }

    /** The same, with that one behind it. */
    Waiting reminded() {
      return new Waiting(
          request,
          votes,
          observedAt,
          until,
          reminders == null ? null : reminders.subList(1, reminders.size()));
    }

    /** The same with other votes, or a later look at the resource. */
    Waiting with(Votes other, Instant seen) {
      return new Waiting(request, other, seen, until, reminders);
    }
  }

  /**
   * The rules permit it, and a freeze does not, or the people who agreed did so for a later time.
   *
   * @param votes that it has; null where none were needed
   * @param due when it is judged again
   */
  record Held(OperationRequested request, @Nullable Votes votes, Instant due)
      implements CaseState {}

  /**
   * Decided: it may be done.
   *
   * @param expiresAt not to be started after; null where it was approved by a version that did not
   *     keep it
   * @param overridden the titles of freezes that it may be begun in; null for none
   * @param basis what it rests on; null where it was approved by a version that did not keep it
   */
  record Approved(
      OperationRequested request,
      @Nullable Instant expiresAt,
      @Nullable List<String> overridden,
      @Nullable Basis basis)
      implements CaseState {
    public Approved {
      overridden = overridden == null || overridden.isEmpty() ? null : List.copyOf(overridden);
    }

    /** Of which nothing more is known. */
    public Approved(OperationRequested request, @Nullable Instant expiresAt) {
      this(request, expiresAt, null, null);
    }
  }

  /**
   * What an approval rests on beside its request, and dies with.
   *
   * @param agreedUnder the version of the rules by which people agreed; null where nobody had to
   */
  record Basis(Classification classification, @Nullable String agreedUnder) {
    static Basis of(Approval approval) {
      return new Basis(
          approval.classification(), approval.approvers() == null ? null : approval.rulesVersion());
    }
  }

  /** Decided: it may not be done. */
  record Refused(OperationRequested request) implements CaseState {}

  /** Was approved; the executor was told to stop what can still be stopped. */
  record Cancelled(OperationRequested request) implements CaseState {}
}
