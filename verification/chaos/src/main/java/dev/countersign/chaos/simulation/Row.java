package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.operations.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An execution on record, with the events that were committed together with its states. */
final class Row {
  final Order order;
  final long queueNo;
  final List<StatusEvent> outbox = new ArrayList<>();
  State state;
  long version;
  long fence;
  boolean holds;
  boolean ended;
  @Nullable String owner;
  @Nullable Cancel cancel;
  final Instant enteredAt;
  Instant wakeAt;

  /** When its last intent was recorded, by the timeline. */
  @Nullable Instant intendedAt;

  Row(Order order, State state, long queueNo, Instant now) {
    this.order = order;
    this.state = state;
    this.queueNo = queueNo;
    this.enteredAt = now;
    this.wakeAt = now;
  }

  String id() {
    return order.operationId();
  }

  String instance() {
    return order.instance().toString();
  }
}
