package dev.countersign.executor.execution;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.Trace;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.operations.Order;
import java.security.PublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found on record of an execution. */
sealed interface Found {
  Standing standing();

  State state();

  /**
   * Where an execution stands among the records.
   *
   * @param version counts the stored changes
   * @param sequence of the last event about it
   */
  record Standing(
      String operationId,
      String instanceKey,
      Trace trace,
      long fence,
      long version,
      long sequence) {}

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
      implements Found {}

  /** Not to be acted on; its state is known as far as it can be read. */
  record Doubtful(Standing standing, State state, Fault fault) implements Found {}
}
