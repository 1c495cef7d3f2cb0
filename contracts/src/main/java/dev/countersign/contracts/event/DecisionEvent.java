package dev.countersign.contracts.event;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Envelope;
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
   */
  record OperationApproved(
      String operationId,
      Envelope envelope,
      Classification classification,
      List<String> rules,
      String rulesVersion,
      Instant expiresAt)
      implements DecisionEvent {
    public OperationApproved {
      rules = List.copyOf(rules);
    }
  }

  /**
   * The operation may not be carried out. Final.
   *
   * @param code stable, for programs: for example {@code production-closed}
   * @param message for the requester, in their words
   * @param nextStep what the requester can do now
   * @param classification absent when the instance could not be classified
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
  }

  /**
   * People have to agree first.
   *
   * @param quorum how many approvals are needed
   * @param groups whose members may approve; the requester never may
   * @param requestHash what a vote has to name
   */
  record ApprovalRequired(
      String operationId,
      int quorum,
      List<String> groups,
      String requestHash,
      Classification classification,
      List<String> rules,
      String rulesVersion,
      Instant expiresAt)
      implements DecisionEvent {
    public ApprovalRequired {
      groups = List.copyOf(groups);
      rules = List.copyOf(rules);
    }
  }

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
