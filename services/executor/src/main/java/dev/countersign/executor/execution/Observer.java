package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.util.Optional;

/** Is told how it goes, on the loop. Returns at once. */
public interface Observer {
  /** This follows from a command; what is durable of it is not stored yet. */
  void decided(String operationId, Command command, State next);

  /**
   * A transition is on record.
   *
   * @param attempt the one that it was about, if any
   */
  void stored(Order order, Trace trace, Optional<Attempt> attempt, Transition transition);

  /** Is not to be believed, and ends. */
  void disbelieved(Doubtful doubtful);

  /** A resource as it was seen at the end of an operation. */
  void seen(Resource resource);

  /** Something did not work and is tried again. */
  void waits(String what, Throwable fault);

  /** A bug, met in one execution; it is taken up again from what is on record. */
  void broke(String operationId, Trace trace, RuntimeException bug);
}
