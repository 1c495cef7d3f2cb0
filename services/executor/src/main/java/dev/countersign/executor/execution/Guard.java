package dev.countersign.executor.execution;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.event.Trace;
import org.jboss.logging.Logger;

/**
 * A bug met in one execution must not keep others from being gone on with, nor leave it where
 * nobody ever takes it up again, holding its instance.
 */
final class Guard {
  private static final Logger LOG = Logger.getLogger(Guard.class);

  /** Does it; where that breaks, tells the log, and does what has it taken up again. */
  static void run(String operationId, Trace trace, Runnable action, Runnable takeUpAgain) {
    try {
      action.run();
    } catch (RuntimeException e) {
      var told = operationId + ": broke, and is taken up again from what is on record";
      LogContext.run(trace.correlationId(), () -> LOG.error(told, e));
      takeUpAgain.run();
    }
  }

  private Guard() {}
}
