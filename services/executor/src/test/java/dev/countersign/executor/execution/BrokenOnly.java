package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.util.List;
import java.util.Optional;

/** Writes down what must not happen. */
record BrokenOnly(List<String> broken) implements Observer {
  @Override
  public void decided(String operationId, Command command, State next) {}

  @Override
  public void stored(Order order, Trace trace, Optional<Attempt> attempt, Transition transition) {}

  @Override
  public void disbelieved(Doubtful doubtful) {
    broken.add(doubtful.toString());
  }

  @Override
  public void seen(Resource resource) {}

  @Override
  public void waits(String what, Throwable fault) {}

  @Override
  public void broke(String operationId, Trace trace, RuntimeException bug) {
    broken.add(operationId + ' ' + bug + ' ' + bug.getCause());
  }
}
