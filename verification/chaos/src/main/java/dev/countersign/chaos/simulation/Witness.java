package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Observer;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.util.Optional;

/** Writes down what one process does; what must never happen there, it reports. */
record Witness(World world, String process) implements Observer {
  @Override
  public void decided(String operationId, Command command, State next) {
    world.trace(process + ": " + operationId + ' ' + name(command) + " -> " + name(next));
  }

  private static String name(Object thing) {
    return switch (thing) {
      case Command.Probed probed -> "Probed " + probed.finding();
      case Command.CallRefused refused -> "CallRefused " + refused.fault().code();
      default -> thing.getClass().getSimpleName();
    };
  }

  @Override
  public void stored(Order order, Trace trace, Optional<Attempt> attempt, Transition transition) {}

  @Override
  public void disbelieved(Doubtful doubtful) {
    world.wrong(process + " does not believe what nobody has changed: " + doubtful);
  }

  @Override
  public void seen(Resource resource) {}

  @Override
  public void waits(String what, Throwable fault) {
    world.trace(process + ": " + what + ": " + fault.getMessage());
  }

  @Override
  public void broke(String operationId, Trace trace, RuntimeException bug) {
    var where = bug.getStackTrace().length == 0 ? "" : " at " + bug.getStackTrace()[0];
    world.wrong(process + ": " + operationId + " broke: " + bug + where + ' ' + bug.getCause());
  }
}
