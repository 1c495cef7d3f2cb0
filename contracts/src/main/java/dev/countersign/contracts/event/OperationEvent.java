package dev.countersign.contracts.event;

/** Something happened to an operation. The operation id is the event's subject, too. */
public sealed interface OperationEvent extends EventData
    permits RequestEvent, DecisionEvent, StatusEvent {
  /** The operation, a UUIDv7. */
  String operationId();
}
