package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Looks at an operation until it is so, however busy the machine is. */
final class Until {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long BETWEEN_LOOKS_MILLIS = 100;

  /** The operation as it is then. */
  static Operation is(Countersign api, String operationId, Predicate<Operation> so)
      throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var operation = api.operation(operationId);
      if (so.test(operation)) {
        return operation;
      }
      unless(System.nanoTime() < deadline, "in vain until the end: " + operation);
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  /** There is such an event in its history. */
  static void happened(Countersign api, String operationId, String event)
      throws InterruptedException {
    is(
        api,
        operationId,
        _ -> api.history(operationId).anyMatch(entry -> entry.name().equals(event)));
  }

  /** Policy has answered it. */
  static Operation decided(Countersign api, String operationId) throws InterruptedException {
    return is(api, operationId, operation -> operation.status() != Status.REQUESTED);
  }

  private Until() {}
}
