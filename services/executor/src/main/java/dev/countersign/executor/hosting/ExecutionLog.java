package dev.countersign.executor.hosting;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.ExecutionEvent;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.discovery.Discovery;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Observer;
import dev.countersign.executor.execution.StateDocument;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells the log of executions, and the inventory of the instances that they saw. */
@Singleton
final class ExecutionLog implements Observer {
  private static final Logger LOG = Logger.getLogger(ExecutionLog.class);

  private final Discovery discovery;
  private final Counter disbelieved = Metrics.counter("countersign.executions.disbelieved");

  @Inject
  ExecutionLog(Discovery discovery) {
    this.discovery = discovery;
  }

  @Override
  public void decided(String operationId, Command command, State next) {
    LOG.tracef("%s: %s leads to %s", operationId, command, StateDocument.phase(next));
  }

  @Override
  public void stored(Order order, Trace trace, Optional<Attempt> attempt, Transition transition) {
    var production = order.classification().environment() == Environment.PRODUCTION;
    for (var event : transition.events()) {
      switch (event) {
        case ExecutionEvent.IntentRecorded intent -> {
          if (production) {
            logLine(order, trace, attempt, Logger.Level.WARN, "production operation starts");
          }
        }
        case ExecutionEvent.Finished finished ->
            ended(order, trace, attempt, finished.outcome().wireName() + why(finished.report()));
        case ExecutionEvent.RanOutOfTime _ -> ended(order, trace, attempt, "timed-out");
        case ExecutionEvent.FoundDone _ -> ended(order, trace, attempt, "completed-late");
        case ExecutionEvent.StoppedWatching(var reason) ->
            LogContext.run(
                trace.correlationId(),
                order.operationId(),
                () -> LOG.warnf("%s: no longer watched: %s", order.operationId(), reason));
        case ExecutionEvent.WasClaimed _,
            ExecutionEvent.PassedPreflight _,
            ExecutionEvent.WasAccepted _ -> {}
        case ExecutionEvent.WasRefused _,
            ExecutionEvent.AnswerLost _,
            ExecutionEvent.RepeatRefused _,
            ExecutionEvent.WentBack _ -> {}
        case ExecutionEvent.CameAlong _, ExecutionEvent.CancelNoted _ -> {}
      }
    }
  }

  private static void ended(Order order, Trace trace, Optional<Attempt> attempt, String outcome) {
    var production = order.classification().environment() == Environment.PRODUCTION;
    logLine(
        order,
        trace,
        attempt,
        production ? Logger.Level.WARN : Logger.Level.INFO,
        (production ? "production operation " : "operation ") + outcome);
  }

  private static String why(StatusEvent report) {
    return report instanceof StatusEvent.OperationFailed failed ? ' ' + failed.fault().code() : "";
  }

  private static void logLine(
      Order order, Trace trace, Optional<Attempt> attempt, Logger.Level level, String what) {
    var line = ExecutionLine.of(what, order, attempt, trace.correlationId());
    LogContext.run(trace.correlationId(), order.operationId(), () -> LOG.log(level, line));
  }

  @Override
  public void disbelieved(Doubtful doubtful) {
    disbelieved.increment();
    var standing = doubtful.standing();
    LogContext.run(
        standing.trace().correlationId(),
        standing.operationId(),
        () ->
            LOG.errorf(
                "%s: not acted on: %s: %s instance=%s phase=%s correlation_id=%s",
                standing.operationId(),
                doubtful.fault().code(),
                doubtful.fault().meaning(),
                standing.resourceKey(),
                StateDocument.phase(doubtful.state()),
                standing.trace().correlationId()));
  }

  @Override
  public void seen(Resource resource) {
    discovery.seen(resource);
  }

  @Override
  public void waits(String what, Throwable fault) {
    LOG.warnf("%s: %s", what, fault.getMessage());
  }

  @Override
  public void broke(String operationId, Trace trace, RuntimeException bug) {
    var told = operationId + ": broke, and is taken up again from what is on record";
    LogContext.run(trace.correlationId(), operationId, () -> LOG.error(told, bug));
  }
}
