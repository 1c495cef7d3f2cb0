package dev.countersign.audit.entry;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.event.DecisionEvent;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.OperationEvent;
import dev.countersign.contracts.event.RecordEvent;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.ResourceEvent;
import dev.countersign.contracts.event.StatusEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an entry is found by. None of it is hashed: the bytes of the entry say all of it again.
 *
 * @param type the CloudEvents type, or {@code unreadable}, or {@code ledger.<alarm>}
 * @param occurredAt by the writer's clock
 * @param operation the operation id
 * @param resource the resource key
 * @param identifier what the resource was called in this event
 * @param person the subject of whoever asked, voted, cancelled or resolved
 * @param environment as policy classified it
 */
public record Facts(
    String type,
    Instant occurredAt,
    @Nullable String operation,
    @Nullable String resource,
    @Nullable String identifier,
    @Nullable String person,
    @Nullable String environment) {

  /** The facts of an entry that is about no event. */
  public static Facts bare(String type, Instant at) {
    return new Facts(type, at, null, null, null, null, null);
  }

  /** The facts of an event. */
  public static Facts of(Event event) {
    var data = event.data();
    return new Facts(
        event.type(),
        event.time(),
        data instanceof OperationEvent about ? about.operationId() : null,
        event.partitionKey(),
        identifier(data),
        person(data),
        environment(data));
  }

  /** The same, without what PostgreSQL could not take: a strange event must not stop the ledger. */
  Facts storable(Instant now) {
    return new Facts(
        type,
        Searchable.time(occurredAt) ? occurredAt : now,
        Searchable.orNull(operation),
        Searchable.orNull(resource),
        Searchable.orNull(identifier),
        Searchable.orNull(person),
        Searchable.orNull(environment));
  }

  private static @Nullable String identifier(EventData data) {
    return switch (data) {
      case RequestEvent.OperationRequested asked -> asked.resourceIdentifier();
      case ResourceEvent.ResourceObserved seen -> seen.resource().identifier();
      case ResourceEvent.ResourceGone _,
          RequestEvent _,
          DecisionEvent _,
          StatusEvent _,
          RecordEvent _ ->
          null;
    };
  }

  private static @Nullable String person(EventData data) {
    return switch (data) {
      case RequestEvent asked -> asked.requester().subject();
      case DecisionEvent.CancelApproved cancelled -> cancelled.cancelledBy();
      case DecisionEvent.ResolutionApproved resolved -> resolved.resolvedBy();
      case DecisionEvent.VoteCounted vote -> vote.voter();
      case DecisionEvent.VoteRefused vote -> vote.voter();
      case DecisionEvent.BreakGlassUsed use -> use.usedBy();
      case DecisionEvent.ReviewClosed closed -> closed.closedBy();
      case DecisionEvent.ReviewRefused refused -> refused.reviewer();
      case StatusEvent.OperationCancelled cancelled -> cancelled.cancelledBy();
      case StatusEvent.OperationResolved resolved -> resolved.resolvedBy();
      case DecisionEvent _, StatusEvent _, ResourceEvent _, RecordEvent _ -> null;
    };
  }

  private static @Nullable String environment(EventData data) {
    return switch (data) {
      case DecisionEvent.OperationApproved approved -> name(approved.classification());
      case DecisionEvent.OperationRejected rejected -> name(rejected.classification());
      case DecisionEvent.OperationHeld held -> name(held.classification());
      case DecisionEvent.BreakGlassUsed use -> name(use.classification());
      case DecisionEvent.ApprovalRequired required -> name(required.ballot().classification());
      case DecisionEvent _, RequestEvent _, StatusEvent _, ResourceEvent _, RecordEvent _ -> null;
    };
  }

  private static @Nullable String name(@Nullable Classification classification) {
    return classification == null ? null : classification.environment().wireName();
  }
}
