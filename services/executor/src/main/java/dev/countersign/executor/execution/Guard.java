package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Trace;

/**
 * A bug met in one execution must not keep others from being gone on with, nor leave it where
 * nobody ever takes it up again, holding its instance.
 */
record Guard(Observer observer) {
  /** Does it; where that breaks, tells the observer, and does what has it taken up again. */
  void run(String operationId, Trace trace, Runnable action, Runnable takeUpAgain) {
    try {
      action.run();
    } catch (RuntimeException e) {
      observer.broke(operationId, trace, e);
      takeUpAgain.run();
    }
  }
}
