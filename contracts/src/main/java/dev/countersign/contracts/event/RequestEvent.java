package dev.countersign.contracts.event;

import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.decision.VoteCondition;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people and programs ask for. Written by the gateway, to {@code countersign.requests}. */
public sealed interface RequestEvent extends OperationEvent {
  /** Who asked. */
  Requester requester();

  /** The resource that the operation is about. */
  ResourceKey resource();

  /**
   * An operation was asked for. Nothing has been decided yet.
   *
   * @param operation the catalogue's name, aliases resolved
   * @param resource which resource
   * @param resourceIdentifier what the requester called it
   * @param parameters validated against the catalogue; values are strings, booleans, integers,
   *     lists and maps
   * @param clientAddress the address that the request came from, for the audit
   * @param requestedAt the gateway's clock
   * @param breakGlass why approvals and freezes shall be skipped; null where they shall not
   * @param freezeOverride why it shall be begun in a freeze, if people agree; null where it shall
   *     not
   */
  record OperationRequested(
      String operationId,
      String operation,
      ResourceKey resource,
      String resourceIdentifier,
      Map<String, Object> parameters,
      Requester requester,
      @Nullable String clientAddress,
      Instant requestedAt,
      @Nullable Justification breakGlass,
      @Nullable Justification freezeOverride)
      implements RequestEvent {
    public OperationRequested {
      parameters = Map.copyOf(parameters);
    }

    /** An ordinary one. */
    public OperationRequested(
        String operationId,
        String operation,
        ResourceKey resource,
        String resourceIdentifier,
        Map<String, Object> parameters,
        Requester requester,
        @Nullable String clientAddress,
        Instant requestedAt) {
      this(
          operationId,
          operation,
          resource,
          resourceIdentifier,
          parameters,
          requester,
          clientAddress,
          requestedAt,
          null,
          null);
    }

    /** The same, in an emergency. */
    public OperationRequested breakingGlass(Justification why) {
      return with(why, freezeOverride);
    }

    /** The same, to be begun in a freeze if people agree. */
    public OperationRequested overridingFreezes(Justification why) {
      return with(breakGlass, why);
    }

    private OperationRequested with(
        @Nullable Justification emergency, @Nullable Justification override) {
      return new OperationRequested(
          operationId,
          operation,
          resource,
          resourceIdentifier,
          parameters,
          requester,
          clientAddress,
          requestedAt,
          emergency,
          override);
    }
  }

  /**
   * Somebody voted on an operation that waits for approval. Whether the vote counts is policy's to
   * say.
   *
   * @param ballotHash of the {@link dev.countersign.contracts.decision.Ballot} that was voted on; a
   *     vote on anything else does not count
   * @param comment the voter's own words
   * @param votedAt the gateway's clock; of two votes of one person the later one holds
   * @param clientAddress the address that the vote came from, for the audit
   * @param conditions under which somebody agrees; null for none
   */
  record ApprovalVoted(
      String operationId,
      ResourceKey resource,
      String ballotHash,
      VoteVerdict verdict,
      @Nullable String comment,
      Requester requester,
      Instant votedAt,
      @Nullable String clientAddress,
      @Nullable List<VoteCondition> conditions)
      implements RequestEvent {
    public ApprovalVoted {
      conditions = conditions == null ? null : List.copyOf(conditions);
    }

    /** Without conditions. */
    public ApprovalVoted(
        String operationId,
        ResourceKey resource,
        String ballotHash,
        VoteVerdict verdict,
        @Nullable String comment,
        Requester requester,
        Instant votedAt,
        @Nullable String clientAddress) {
      this(
          operationId,
          resource,
          ballotHash,
          verdict,
          comment,
          requester,
          votedAt,
          clientAddress,
          null);
    }
  }

  /**
   * Somebody asked to cancel. Whether they may is policy's to say.
   *
   * @param reason in their own words
   * @param clientAddress the address that the wish came from, for the audit
   */
  record CancelRequested(
      String operationId,
      ResourceKey resource,
      @Nullable String reason,
      Requester requester,
      @Nullable String clientAddress)
      implements RequestEvent {
    /** Where the address is not known. */
    public CancelRequested(
        String operationId, ResourceKey resource, @Nullable String reason, Requester requester) {
      this(operationId, resource, reason, requester, null);
    }
  }

  /**
   * Somebody has looked at a break-glass and wants its review closed. Whether they may close it is
   * policy's to say.
   *
   * @param comment what they found, in their own words
   * @param clientAddress the address that the review came from, for the audit
   */
  record ReviewSubmitted(
      String operationId,
      ResourceKey resource,
      String comment,
      Requester requester,
      @Nullable String clientAddress)
      implements RequestEvent {}

  /**
   * Somebody found out what became of an indeterminate operation. Whether they may say so is
   * policy's to decide.
   *
   * @param outcome {@code happened} or {@code did-not-happen}
   * @param comment how they know, in their own words
   * @param evidenceId the id of the {@code indeterminate} event whose evidence they looked at
   * @param clientAddress the address that the finding came from, for the audit
   */
  record ResolutionRequested(
      String operationId,
      ResourceKey resource,
      String outcome,
      String comment,
      String evidenceId,
      Requester requester,
      @Nullable String clientAddress)
      implements RequestEvent {}
}
