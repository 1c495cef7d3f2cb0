package dev.countersign.executor.hosting;

import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the log says about an execution. Of the parameters only which there are: their values may be
 * anything, a password in a tag, too. The events have them, for those who may read them.
 */
final class ExecutionLine {
  static String of(String what, Order order, Optional<Attempt> attempt, String correlationId) {
    return ("%s: operation_id=%s operation=%s instance=%s key=%s environment=%s (%s by %s)"
            + " requester=%s parameters=%s session=%s correlation_id=%s")
        .formatted(
            what,
            order.operationId(),
            order.operation(),
            order.identifier(),
            order.instance(),
            order.classification().environment().wireName(),
            order.classification().matched(),
            order.classification().method(),
            order.requester(),
            new TreeSet<>(order.parameters().keySet()),
            attempt.map(Attempt::sessionName).orElse("-"),
            correlationId);
  }

  private ExecutionLine() {}
}
