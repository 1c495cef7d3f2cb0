package dev.countersign.gateway.submission;

import dev.countersign.gateway.operation.core.OperationView;

/** What came of storing a submission that was not refused. */
sealed interface Taken {
  /** It is a new operation, durable and on its way. */
  record New(OperationView operation) implements Taken {}

  /** It is an operation that is there already, under the same idempotency key. */
  record Replayed(String operationId) implements Taken {}
}
