package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.Trace;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.SignedOrders.Verified;
import dev.countersign.provider.operation.Order;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found on record of an execution. */
public sealed interface Found {
  /** Where it stands. */
  Standing standing();

  /** Its state, as far as it can be read. */
  State state();

  /**
   * To be gone on with.
   *
   * @param verifiedBy the keys by which its approval was verified
   * @param cancel what policy approved to stop, or null
   */
  record Stored(
      Standing standing,
      Order order,
      State state,
      Map<String, PublicKey> verifiedBy,
      @Nullable Cancel cancel)
      implements Found {
    /** What becomes of an approval where the instance is idle: claimed as it is put on record. */
    public static Stored entering(Event approval, Verified verified, Instant now) {
      var order = verified.order();
      return new Stored(
          new Standing(
              order.operationId(), order.instance().toString(), Trace.causedBy(approval), 1, 0, 0),
          order,
          new State.Ready(verified.terms(), 0, 0, now, null),
          verified.by(),
          null);
    }
  }

  /** Not to be acted on. */
  record Doubtful(Standing standing, State state, Fault fault) implements Found {}
}
