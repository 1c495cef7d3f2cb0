package dev.countersign.executor.execution;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.CallAccepted;
import dev.countersign.executor.core.Command.CallRefused;
import dev.countersign.executor.core.Command.CallUnanswered;
import dev.countersign.executor.core.Command.Observed;
import dev.countersign.executor.core.Command.Probed;
import dev.countersign.executor.core.Command.RecordIntent;
import dev.countersign.executor.core.Command.TimePassed;
import dev.countersign.executor.core.Decision;
import dev.countersign.executor.core.Effect;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.State;
import dev.countersign.executor.discovery.Discovery;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.SightEvidence;
import dev.countersign.executor.rds.AwsTime;
import dev.countersign.executor.rds.CallAnswer;
import dev.countersign.executor.rds.Calls;
import dev.countersign.executor.rds.ReadFault;
import dev.countersign.executor.sweep.Sweeper;
import dev.countersign.executor.sweep.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Performs what a decision asks for, and turns what comes of it into the next command. */
@Singleton
class Effects {
  private static final Logger LOG = Logger.getLogger(Effects.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int DOUBLINGS = 20;

  // The operation's end goes out first: whoever waits for it shares the machine with what can wait.
  private static final Duration AFTERWARDS = Duration.ofMillis(25);

  private final Admission admission;
  private final Preparation preparation;
  private final Calls calls;
  private final AwsTime awsTime;
  private final Sweeper sweeper;
  private final Discovery discovery;
  private final ExecutorSettings settings;
  private final DatabaseClock clock;
  private @Nullable Worker worker;

  @Inject
  Effects(
      Admission admission,
      Preparation preparation,
      Calls calls,
      AwsTime awsTime,
      Sweeper sweeper,
      Discovery discovery,
      ExecutorSettings settings,
      DatabaseClock clock) {
    this.admission = admission;
    this.preparation = preparation;
    this.calls = calls;
    this.awsTime = awsTime;
    this.sweeper = sweeper;
    this.discovery = discovery;
    this.settings = settings;
    this.clock = clock;
  }

  void attach(Worker worker) {
    this.worker = worker;
  }

  private Worker worker() {
    if (worker == null) {
      throw new IllegalStateException("not attached to a worker yet");
    }
    return worker;
  }

  void perform(Run run, Decision decision) {
    for (var effect : decision.effects()) {
      switch (effect) {
        case Effect.Prepare() -> prepare(run);
        case Effect.CommitIntent() -> run.post(new RecordIntent(awsTime.atLeast(run.place())));
        case Effect.Call() -> call(run);
        case Effect.Look() -> {
          var attempt = attempt(run);
          look(
              run,
              seen -> run.operation().settledWithoutEvents(run.order, attempt, seen),
              sight -> observed(run, sight));
        }
        case Effect.Probe() -> look(run, null, sight -> probed(run, sight));
        case Effect.WakeAt(var time) -> wake(run, time, decision.durable());
        case Effect.FreeInstance() -> free(run);
      }
    }
  }

  private void prepare(Run run) {
    admission.enter(run, () -> worker().onLoop(run, () -> admitted(run)));
  }

  private void admitted(Run run) {
    preparation
        .of(run)
        .whenComplete((prepared, fault) ->
            worker()
                .onLoop(
                    run,
                    () -> {
                      if (fault != null) {
                        // A bug of ours, or nothing that a look can fail with.
                        LOG.errorf(fault, "%s: preflight broke", run.id());
                        admission.called(run);
                        worker()
                            .tell(
                                run,
                                new Command.PreflightDelayed(
                                    "The executor could not check the instance.", jitter()));
                        return;
                      }
                      run.session = prepared.session();
                      if (run.session == null) {
                        admission.called(run);
                      }
                      worker().tell(run, prepared.command());
                    }));
  }

  private void call(Run run) {
    CrashPoint.AFTER_INTENT.reached();
    var session = run.session;
    run.session = null;
    run.looks = 0;
    run.calmSince = null;
    if (session == null) {
      throw new IllegalStateException("an intent without a session: " + run.id());
    }
    calls
        .make(
            run.place(),
            session,
            run.operation().call(run.order, attempt(run)),
            run.state.terms().expiresAt())
        .thenAccept(answer -> {
          CrashPoint.AFTER_CALL.reached();
          worker()
              .onLoop(
                  run,
                  () -> {
                    admission.called(run);
                    worker().tell(run, command(run, answer));
                  });
        });
  }

  private static Command command(Run run, CallAnswer answer) {
    return switch (answer) {
      case CallAnswer.Accepted(var requestId) -> new CallAccepted(requestId);
      case CallAnswer.Refused(var refusal, var fault) ->
          new CallRefused(refusal, run.operation().explained(run.order, fault), jitter());
      case CallAnswer.Unanswered(var reason) -> new CallUnanswered(reason);
    };
  }

  private void look(
      Run run, @Nullable Predicate<Sight> settledWithoutEvents, Function<Sight, Command> judge) {
    run.seen = null;
    var attempt = attempt(run);
    var target =
        new Target(
            run.order.instance(),
            run.order.identifier(),
            run.operation().wanted(run.order),
            attempt.intendedAt(),
            settledWithoutEvents);
    sweeper
        .look(target, pause(run, attempt))
        .whenComplete(
            (sight, fault) -> worker().onLoop(run, () -> looked(run, sight, fault, judge)));
    run.looks++;
  }

  private void looked(
      Run run, @Nullable Sight sight, @Nullable Throwable fault, Function<Sight, Command> judge) {
    if (run.gone) {
      return;
    }
    if (sight == null) {
      LOG.warnf(
          "%s: cannot look at %s: %s",
          run.id(), run.order.instance(), fault == null ? "" : ReadFault.words(fault));
      worker().tell(run, new TimePassed());
      return;
    }
    run.seen = sight.instance();
    worker().seen(run);
    worker().tell(run, judge.apply(sight));
  }

  private Command observed(Run run, Sight sight) {
    var seen = sight.after(run.calmSince);
    run.calmSince = seen.calmSince();
    return new Observed(run.operation().look(run.order, attempt(run), seen));
  }

  private Command probed(Run run, Sight sight) {
    var finding = run.operation().probe(run.order, attempt(run), sight);
    return new Probed(finding, SightEvidence.of(run.order, sight), awsTime.atLeast(run.place()));
  }

  /** At once, then less and less often; and not later than the moment that changes something. */
  private Duration pause(Run run, Attempt attempt) {
    if (run.looks == 0) {
      return Duration.ZERO;
    }
    var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(run.looks - 1, DOUBLINGS));
    var pause = doubled.compareTo(settings.pollInterval()) < 0 ? doubled : settings.pollInterval();
    var turning =
        run.state instanceof State.Unknown
            ? attempt.sessionExpires().plus(run.state.terms().settle())
            : attempt.intendedAt().plus(run.state.terms().timeout());
    var until = Duration.between(clock.instant(), turning);
    return until.isPositive() && until.compareTo(pause) < 0 ? until.plusMillis(1) : pause;
  }

  private static Attempt attempt(Run run) {
    var attempt = Evolution.attemptOf(run.state);
    if (attempt == null) {
      throw new IllegalStateException("nothing to look for in " + Records.phase(run.state));
    }
    return attempt;
  }

  private void wake(Run run, Instant time, boolean stored) {
    var pause = Duration.between(clock.instant(), time).plusMillis(5);
    if (stored) {
      // It is back in the queue, on record: whoever comes first may take it.
      worker().release(run);
      var key = run.order.instance().toString();
      worker().after(pause, () -> worker().claimNext(key));
    } else {
      worker().after(pause, () -> worker().tell(run, new Command.Claim()));
    }
  }

  private void free(Run run) {
    worker().release(run);
    var key = run.order.instance().toString();
    if (run.othersWait) {
      worker().claimNext(key);
    }
    var seen = run.seen;
    worker()
        .after(
            AFTERWARDS,
            () -> {
              // Somebody may have come just when it ended, and have found it there still.
              worker().claimNext(key);
              if (seen != null) {
                discovery.seen(seen);
              }
            });
  }

  static double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
