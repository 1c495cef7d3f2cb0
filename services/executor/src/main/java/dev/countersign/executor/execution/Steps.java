package dev.countersign.executor.execution;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Change;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Decision;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.Executions.Saved;
import dev.countersign.executor.execution.Found.Doubtful;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes an execution from command to command: decide, store what is durable, then perform the
 * effects. On the worker's event loop only.
 */
@Singleton
class Steps {
  private static final Logger LOG = Logger.getLogger(Steps.class);

  private final Executions executions;
  private final Effects effects;
  private final Admission admission;
  private final DatabaseClock clock;
  private final Counter disbelieved = Metrics.counter("countersign.executions.disbelieved");
  private @Nullable Worker worker;

  @Inject
  Steps(Executions executions, Effects effects, Admission admission, DatabaseClock clock) {
    this.executions = executions;
    this.effects = effects;
    this.admission = admission;
    this.clock = clock;
  }

  void attach(Worker worker) {
    this.worker = worker;
    effects.attach(worker);
  }

  private Worker worker() {
    if (worker == null) {
      throw new IllegalStateException("not attached to a worker yet");
    }
    return worker;
  }

  void tell(Run run, Command command) {
    run.post(command);
    advance(run);
  }

  /** Whether a cancellation would be news to this run. */
  boolean unaware(Run run) {
    var attempt = Evolution.attemptOf(run.state);
    return !(run.state instanceof State.Watching)
        && (attempt == null || attempt.cancelledBy() == null);
  }

  private void advance(Run run) {
    while (!run.saving && !run.gone) {
      var command = run.next();
      if (command == null) {
        return;
      }
      step(run, command);
    }
  }

  private void step(Run run, Command command) {
    if (command instanceof Cancel && !unaware(run)) {
      return;
    }
    var decision = Lifecycle.decide(run.state, command, clock.instant());
    var next = Evolution.evolve(run.state, decision);
    if (decision.durable()) {
      save(run, next, decision);
    } else {
      run.state = next;
      effects.perform(run, decision);
    }
  }

  private void save(Run run, State next, Decision decision) {
    run.saving = true;
    executions
        .save(run.standing(), next, decision)
        .subscribe()
        .with(
            saved -> worker().onLoop(run, () -> saved(run, next, decision, saved)),
            fault ->
                worker()
                    .onLoop(() -> {
                      LOG.warnf(
                          "%s: cannot store %s: %s",
                          run.id(), Records.phase(next), fault.getMessage());
                      worker().doubt(run);
                    }));
  }

  private void saved(Run run, State next, Decision decision, Optional<Saved> saved) {
    run.saving = false;
    if (run.gone) {
      return;
    }
    if (saved.isEmpty()) {
      refused(run);
      return;
    }
    // What has ended carries no attempt any more.
    var attempt = ExecutionLine.attempt(run.state, next);
    run.othersWait = saved.get().othersWait();
    run.state = next;
    run.version++;
    run.sequence += decision.reports().size();
    log(run, attempt, decision);
    if (next instanceof State.Watching) {
      admission.left(run);
    }
    effects.perform(run, decision);
    advance(run);
  }

  /** Ends what is on record and not to be believed: whatever it says, it is not acted on. */
  void disbelieve(Doubtful doubtful) {
    var standing = doubtful.standing();
    var fault = doubtful.fault();
    LOG.errorf(
        "%s: not acted on: %s: %s instance=%s phase=%s correlation_id=%s",
        standing.operationId(),
        fault.code(),
        fault.meaning(),
        standing.instanceKey(),
        Records.phase(doubtful.state()),
        standing.trace().correlationId());
    disbelieved.increment();
    var decision =
        Lifecycle.decide(
            doubtful.state(), new Command.Disbelieved(fault, evidence(doubtful)), clock.instant());
    executions
        .save(standing, Evolution.evolve(doubtful.state(), decision), decision)
        .subscribe()
        .with(
            saved -> worker().claimNext(standing.instanceKey()),
            // It is held in our name on record, and will be found there.
            failure -> LOG.warnf("%s: cannot be ended: %s", standing.operationId(), failure));
  }

  private List<Evidence> evidence(Doubtful doubtful) {
    var attempt = Evolution.attemptOf(doubtful.state());
    return List.of(
        new Evidence(
            "the executor's record",
            Map.of(
                "phase",
                Records.phase(doubtful.state()),
                "session",
                attempt == null ? "" : attempt.sessionName(),
                "why_not_believed",
                doubtful.fault().code()),
            clock.instant()));
  }

  /** Somebody else is in charge by now; or it was cancelled just before the intent. */
  private void refused(Run run) {
    worker().release(run);
    executions
        .cancelled(run)
        .subscribe()
        .with(
            cancelled -> {
              if (cancelled) {
                worker().onLoop(() -> worker().doubt(run));
              } else {
                LOG.warnf("%s: another process is in charge by now", run.id());
              }
            },
            fault -> worker().onLoop(() -> worker().doubt(run)));
  }

  private static void log(Run run, Optional<Attempt> attempt, Decision decision) {
    for (var change : decision.changes()) {
      switch (change) {
        case Change.IntentRecorded intent -> {
          if (run.order.classification().environment() == Environment.PRODUCTION) {
            tell(run, attempt, Logger.Level.WARN, "production operation starts");
          }
        }
        case Change.Finished finished ->
            ended(run, attempt, finished.outcome().wireName(), finished.report());
        case Change.RanOutOfTime timedOut -> ended(run, attempt, "timed-out", timedOut.report());
        case Change.FoundDone done -> ended(run, attempt, "completed-late", done.report());
        case Change.StoppedWatching(var reason) ->
            LOG.warnf("%s: no longer watched: %s", run.id(), reason);
        case Change.WasClaimed _, Change.PassedPreflight _, Change.WasAccepted _ -> {}
        case Change.WasRefused _, Change.AnswerLost _, Change.WentBack _ -> {}
        case Change.CameAlong _, Change.CancelNoted _ -> {}
      }
    }
  }

  private static void ended(
      Run run, Optional<Attempt> attempt, String outcome, StatusEvent report) {
    var production = run.order.classification().environment() == Environment.PRODUCTION;
    tell(
        run,
        attempt,
        production ? Logger.Level.WARN : Logger.Level.INFO,
        (production ? "production operation " : "operation ") + outcome + ' ' + why(report));
  }

  private static String why(StatusEvent report) {
    return report instanceof StatusEvent.OperationFailed failed ? failed.fault().code() : "";
  }

  private static void tell(Run run, Optional<Attempt> attempt, Logger.Level level, String what) {
    var line = ExecutionLine.of(what, run.order, attempt, run.trace.correlationId());
    LogContext.run(run.trace.correlationId(), () -> LOG.log(level, line));
  }
}
