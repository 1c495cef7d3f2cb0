package dev.countersign.chaos.simulation;

import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.State;
import dev.countersign.executor.operations.Operations;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.operations.RdsOperation;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** An execution in the memory of one worker. */
final class Run {
  final Order order;
  final long fence;
  final ArrayDeque<Command> mailbox = new ArrayDeque<>(2);
  State state;
  long version;
  boolean saving;
  boolean gone;
  int looks;
  @Nullable Instant calmSince;
  @Nullable Session session;

  Run(Row row) {
    this.order = row.order;
    this.fence = row.fence;
    this.state = row.state;
    this.version = row.version;
  }

  String id() {
    return order.operationId();
  }

  RdsOperation operation() {
    return Operations.of(order);
  }

  Attempt attempt() {
    var attempt = Evolution.attemptOf(state);
    if (attempt == null) {
      throw new IllegalStateException("no attempt in " + state);
    }
    return attempt;
  }
}
