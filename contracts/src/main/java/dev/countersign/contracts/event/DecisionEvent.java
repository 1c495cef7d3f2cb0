package dev.countersign.contracts.event;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Delegate;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may happen. Written by policy, to {@code countersign.decisions}, and obeyed by the executor.
 */
public sealed interface DecisionEvent extends OperationEvent {

  /**
   * The operation may be carried out, once, exactly as asked, until it expires.
   *
   * @param envelope the signed {@link dev.countersign.contracts.decision.DecisionStatement}; only
   *     what is in there binds
   * @param classification which environment, and how that was found
   * @param rules the ids of the rules that decided
   * @param rulesVersion SHA-256 of the rules and settings in force, hex
   * @param expiresAt not to be started after
   * @param approvers who agreed; null where nobody had to
   */
  record OperationApproved(
      String operationId,
      Envelope envelope,
      Classification classification,
      List<String> rules,
      String rulesVersion,
      Instant expiresAt,
      @Nullable List<Approver> approvers)
      implements DecisionEvent {
    public OperationApproved {
      rules = List.copyOf(rules);
      approvers = approvers == null ? null : List.copyOf(approvers);
    }

    /** Where nobody had to agree. */
    public OperationApproved(
        String operationId,
        Envelope envelope,
        Classification classification,
        List<String> rules,
        String rulesVersion,
        Instant expiresAt) {
      this(operationId, envelope, classification, rules, rulesVersion, expiresAt, null);
    }
  }

  /**
   * The operation may not be carried out. Final.
   *
   * @param code stable, for programs: for example {@code production-closed}
   * @param message for the requester, in their words
   * @param nextStep what the requester can do now
   * @param classification absent when the resource could not be classified
   * @param changeRequest a filled-in CloudOps request, where filing one is the way forward
   */
  record OperationRejected(
      String operationId,
      String code,
      String message,
      String nextStep,
      @Nullable Classification classification,
      List<String> rules,
      String rulesVersion,
      @Nullable ChangeRequest changeRequest)
      implements DecisionEvent {
    public OperationRejected {
      rules = List.copyOf(rules);
    }

    /** The same with a change request to file. */
    public OperationRejected with(ChangeRequest change) {
      return new OperationRejected(
          operationId, code, message, nextStep, classification, rules, rulesVersion, change);
    }
  }

  /**
   * The rules permit the operation, and a freeze does not permit that it begins now, or the people
   * who agreed did so for a later time. It is judged again when its wait is over; several of these
   * may follow on one another, when freezes do or a calendar changes.
   *
   * @param code stable, for programs: {@code frozen} or {@code not-before}
   * @param message for the requester, in their words
   * @param resumesAt when it is judged again
   * @param rules what holds it
   */
  record OperationHeld(
      String operationId,
      String code,
      String message,
      Instant resumesAt,
      Classification classification,
      List<String> rules,
      String rulesVersion)
      implements DecisionEvent {
    public OperationHeld {
      rules = List.copyOf(rules);
    }
  }

  /**
   * People have to agree first, or have to agree again.
   *
   * @param ballot what they agree to
   * @param ballotHash what a vote has to name
   * @param titles of the rules that ask for it, in people's words
   * @param expiresAt until when votes are waited for
   * @param startWithinSeconds how long after the last needed vote the operation may be started
   * @param changed what has changed since the ballot before, whose votes are void; null for the
   *     first ballot
   * @param delegates who may vote in another one's stead, and when; null for nobody
   */
  record ApprovalRequired(
      String operationId,
      Ballot ballot,
      String ballotHash,
      List<String> titles,
      Instant expiresAt,
      long startWithinSeconds,
      @Nullable List<Drift> changed,
      @Nullable List<Delegate> delegates)
      implements DecisionEvent {
    public ApprovalRequired {
      titles = List.copyOf(titles);
      changed = changed == null ? null : List.copyOf(changed);
      delegates = delegates == null ? null : List.copyOf(delegates);
    }

    /** Where nobody stands in for anybody. */
    public ApprovalRequired(
        String operationId,
        Ballot ballot,
        String ballotHash,
        List<String> titles,
        Instant expiresAt,
        long startWithinSeconds,
        @Nullable List<Drift> changed) {
      this(operationId, ballot, ballotHash, titles, expiresAt, startWithinSeconds, changed, null);
    }
  }

  /**
   * People have not voted yet. The time that votes are waited for stays as it is.
   *
   * @param missing whose approval is still needed
   * @param groups who is to hear of it: those that are missing, and where it is an escalation the
   *     groups that the rules name for that
   * @param escalated whether it is an escalation
   * @param expiresAt until when votes are waited for
   */
  record ApprovalReminded(
      String operationId,
      String ballotHash,
      List<Need> missing,
      List<String> groups,
      boolean escalated,
      Instant expiresAt)
      implements DecisionEvent {
    public ApprovalReminded {
      missing = List.copyOf(missing);
      groups = List.copyOf(groups);
    }
  }

  /**
   * A vote counts.
   *
   * @param voter who voted: the token's {@code sub}
   * @param voterName for people to read; may be absent
   * @param missing whose approval is still needed
   * @param onBehalfOf in whose stead; null where they voted for themselves
   * @param conditions under which they agree; null for none
   */
  record VoteCounted(
      String operationId,
      String ballotHash,
      String voter,
      @Nullable String voterName,
      VoteVerdict verdict,
      @Nullable String comment,
      Instant votedAt,
      List<Need> missing,
      @Nullable List<String> onBehalfOf,
      @Nullable List<VoteCondition> conditions)
      implements DecisionEvent {
    public VoteCounted {
      missing = List.copyOf(missing);
      onBehalfOf = onBehalfOf == null ? null : List.copyOf(onBehalfOf);
      conditions = conditions == null ? null : List.copyOf(conditions);
    }

    /** Of somebody who voted for themselves, without conditions. */
    public VoteCounted(
        String operationId,
        String ballotHash,
        String voter,
        @Nullable String voterName,
        VoteVerdict verdict,
        @Nullable String comment,
        Instant votedAt,
        List<Need> missing) {
      this(
          operationId,
          ballotHash,
          voter,
          voterName,
          verdict,
          comment,
          votedAt,
          missing,
          null,
          null);
    }
  }

  /**
   * A vote does not count.
   *
   * @param voter who voted, or is said to have: the token's {@code sub}
   * @param votedAt which of their votes
   * @param code stable, for programs: for example {@code ballot-changed}
   * @param message for the voter, in their words
   */
  record VoteRefused(String operationId, String voter, Instant votedAt, String code, String message)
      implements DecisionEvent {}

  /**
   * Somebody skips approvals and freezes in an emergency; the approval follows. The review of it is
   * open, and until another person closes it the same person may not do it again.
   *
   * @param usedBy who: the token's {@code sub}
   * @param name for people to read; may be absent
   * @param reason in their own words
   * @param skipped the approval rules and freezes that would have bound it; may be empty
   */
  record BreakGlassUsed(
      String operationId,
      String usedBy,
      @Nullable String name,
      String reason,
      List<String> skipped,
      Classification classification,
      String rulesVersion)
      implements DecisionEvent {
    public BreakGlassUsed {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * The review of a break-glass is closed.
   *
   * @param usedBy who used it: the token's {@code sub}
   * @param closedBy another person's
   * @param name of that other person, for people to read; may be absent
   * @param comment what they found
   */
  record ReviewClosed(
      String operationId, String usedBy, String closedBy, @Nullable String name, String comment)
      implements DecisionEvent {}

  /**
   * The review stays as it is.
   *
   * @param reviewer who wanted it closed, or is said to
   */
  record ReviewRefused(String operationId, String reviewer, String code, String message)
      implements DecisionEvent {}

  /** The quorum was not reached in time. Final. */
  record ApprovalExpired(String operationId, Instant expiredAt) implements DecisionEvent {}

  /**
   * The executor shall stop what can still be stopped.
   *
   * @param envelope signed, as an approval is
   * @param cancelledBy the subject of whoever asked
   */
  record CancelApproved(
      String operationId, Envelope envelope, String cancelledBy, @Nullable String reason)
      implements DecisionEvent {}

  /** The operation goes on. */
  record CancelRefused(String operationId, String code, String message) implements DecisionEvent {}

  /**
   * A person's finding about an indeterminate operation holds.
   *
   * @param envelope signed, as an approval is
   * @param outcome {@code happened} or {@code did-not-happen}
   * @param resolvedBy the subject of whoever found out
   */
  record ResolutionApproved(
      String operationId, Envelope envelope, String outcome, String resolvedBy, String comment)
      implements DecisionEvent {}

  /** The operation stays unresolved. */
  record ResolutionRefused(String operationId, String code, String message)
      implements DecisionEvent {}
}
