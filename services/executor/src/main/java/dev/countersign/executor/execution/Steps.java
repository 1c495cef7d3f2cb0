package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Command.Claim;
import dev.countersign.executor.core.Command.RecordIntent;
import dev.countersign.executor.core.Effect;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.Records.Recorded;
import dev.countersign.executor.execution.Records.Save;
import dev.countersign.executor.execution.Records.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes executions from command to command: decide, store what is durable, then perform the
 * effects. On the loop only.
 */
final class Steps {
  // The operation's end goes out first: whoever waits for it shares the machine with what can wait.
  private static final Duration AFTERWARDS = Duration.ofMillis(25);

  /** Longer than the records may take for it in times of trouble. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Shell shell;
  private final Charge charge;
  private final Admission admission;
  private final Effects effects;
  private final Looks looks;
  private final RecordReader reader;
  private final Guard guard;
  private boolean stopping;

  Steps(Shell shell, Charge charge, Admission admission, Effects effects, Looks looks) {
    this.shell = shell;
    this.charge = charge;
    this.admission = admission;
    this.effects = effects;
    this.looks = looks;
    this.reader = new RecordReader(shell.orders());
    this.guard = new Guard(shell.observer());
  }

  /** Takes nothing more. */
  void stop() {
    stopping = true;
  }

  /** Goes on with what was claimed. */
  void take(Recorded recorded) {
    var standing = recorded.standing();
    guard.run(
        standing.operationId(),
        standing.trace(),
        () -> {
          switch (reader.read(recorded)) {
            case Stored stored -> take(new Run(stored));
            case Doubtful doubtful -> disbelieve(doubtful);
          }
        },
        () -> charge.orphan(standing.operationId()));
  }

  void take(Run run) {
    if (stopping) {
      return; // It is on record, and others' as soon as the lease ends.
    }
    var known = charge.of(run.id());
    if (known != null) {
      if (known.fence > run.fence) {
        return; // Claimed again since: this news is old.
      }
      release(known);
    }
    charge.take(run);
    if (Evolution.attemptOf(run.state) != null) {
      charge.unseen(run);
      if (!(run.state instanceof State.Watching)) {
        admission.resumed(run);
      }
    }
    submit(run, new Claim());
  }

  /** Tells a run something; a bug that is met there is this run's trouble alone. */
  void submit(Run run, Command command) {
    guarded(
        run,
        () -> {
          run.post(command);
          advance(run);
        });
  }

  private void guarded(Run run, Runnable action) {
    guard.run(
        run.id(),
        run.trace,
        action,
        () -> {
          if (!run.gone) {
            doubt(run);
          }
        });
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
    var transition = Lifecycle.decide(run.state, command, shell.clock().instant());
    var next = Evolution.evolve(run.state, transition);
    shell.observer().decided(run.id(), command, next);
    if (transition.durable()) {
      save(run, new Save(run.standing(), next, transition));
    } else {
      run.state = next;
      perform(run, transition);
    }
  }

  /** Whether a cancellation would be news to this run. */
  private static boolean unaware(Run run) {
    var attempt = Evolution.attemptOf(run.state);
    return !(run.state instanceof State.Watching)
        && (attempt == null || attempt.cancelledBy() == null);
  }

  private void save(Run run, Save save) {
    run.saving = true;
    Question.of(shell.loop(), () -> shell.records().save(save))
        .within(ANSWER)
        .then(
            saved -> guarded(run, () -> saved(run, save, saved)),
            fault -> {
              shell
                  .observer()
                  .waits(run.id() + ": cannot store " + StateDocument.phase(save.next()), fault);
              doubt(run);
            });
  }

  private void saved(Run run, Save save, Optional<Saved> saved) {
    run.saving = false;
    if (run.gone) {
      return;
    }
    if (saved.isEmpty()) {
      refused(run);
      return;
    }
    // What has ended carries no attempt any more.
    var attempt =
        Optional.ofNullable(Evolution.attemptOf(save.next()))
            .or(() -> Optional.ofNullable(Evolution.attemptOf(run.state)));
    run.othersWait = saved.get().othersWait();
    run.state = save.next();
    run.version++;
    run.sequence += save.reports().size();
    shell.observer().stored(run.order, run.trace, attempt, save.transition());
    if (save.next() instanceof State.Watching) {
      admission.left(run);
    }
    perform(run, save.transition());
    advance(run);
  }

  /** Somebody else is in charge by now; or it was cancelled just before the intent. */
  private void refused(Run run) {
    release(run);
    Question.of(shell.loop(), () -> shell.records().cancelled(run.id(), run.fence))
        .then(
            cancelled -> {
              if (cancelled) {
                charge.orphan(run.id());
              }
            },
            fault -> charge.orphan(run.id()));
  }

  private void perform(Run run, Transition transition) {
    for (var effect : transition.effects()) {
      switch (effect) {
        case Effect.Prepare() -> effects.prepare(run, this::with);
        case Effect.CommitIntent() ->
            run.post(new RecordIntent(shell.cloud().time().atLeast(run.place())));
        case Effect.Call() -> effects.call(run, this::with);
        case Effect.Look() -> looks.look(run, this::with);
        case Effect.Probe() -> looks.probe(run, this::with);
        case Effect.PrepareRepeat(var notBefore) ->
            after(
                Duration.between(shell.clock().instant(), notBefore),
                () -> guarded(run, () -> effects.repeat(run, this::with)));
        case Effect.WakeAt(var time) -> wake(run, time, transition.durable());
        case Effect.FreeInstance() -> free(run);
      }
    }
  }

  /** What came of an effect: see {@link Onward}. */
  private void with(Run run, Supplier<@Nullable Command> answer) {
    shell
        .loop()
        .execute(() ->
            guarded(
                run,
                () -> {
                  var command = answer.get();
                  if (command != null) {
                    submit(run, command);
                  }
                }));
  }

  private void wake(Run run, Instant time, boolean stored) {
    var pause = Duration.between(shell.clock().instant(), time).plusMillis(5);
    if (stored) {
      // It is back in the queue, on record: whoever comes first may take it.
      release(run);
      var key = run.order.instance().toString();
      after(pause, () -> claimNext(key));
    } else {
      after(pause, () -> submit(run, new Claim()));
    }
  }

  private void free(Run run) {
    release(run);
    var key = run.order.instance().toString();
    if (run.othersWait) {
      claimNext(key);
    }
    // Whoever came just when it ended, and found it there still, is found by the next scan.
    var seen = run.seen;
    if (seen != null) {
      after(AFTERWARDS, () -> shell.observer().seen(seen));
    }
  }

  private void after(Duration pause, Runnable task) {
    shell.loop().after(pause.isPositive() ? pause : Duration.ofMillis(1), task);
  }

  /** Takes the head of an instance's queue, if its time has come. */
  void claimNext(String resourceKey) {
    if (!stopping) {
      Question.of(
              shell.loop(), () -> shell.records().claimNext(shell.settings().owner(), resourceKey))
          .late(claimed -> claimed.forEach(this::take))
          .then(
              claimed -> claimed.forEach(this::take),
              fault -> shell.observer().waits("the next of a queue is left to the scan", fault));
    }
  }

  /** Over, or back in the queue. */
  private void release(Run run) {
    charge.release(run);
    admission.left(run);
  }

  /** Not known whether the last change was stored: take it up again from what is on record. */
  private void doubt(Run run) {
    release(run);
    charge.orphan(run.id());
  }

  /** Ends what is on record and not to be believed: whatever it says, it is not acted on. */
  void disbelieve(Doubtful doubtful) {
    var standing = doubtful.standing();
    shell.observer().disbelieved(doubtful);
    var disbelieved = new Command.Disbelieved(doubtful.fault(), evidence(doubtful));
    var transition = Lifecycle.decide(doubtful.state(), disbelieved, shell.clock().instant());
    var save = new Save(standing, Evolution.evolve(doubtful.state(), transition), transition);
    Question.of(shell.loop(), () -> shell.records().save(save))
        .within(ANSWER)
        .then(
            saved -> claimNext(standing.resourceKey()),
            // It is held in our name on record, and will be found there.
            fault -> shell.observer().waits(standing.operationId() + ": cannot be ended", fault));
  }

  private List<Evidence> evidence(Doubtful doubtful) {
    var attempt = Evolution.attemptOf(doubtful.state());
    return List.of(
        new Evidence(
            "the executor's record",
            Map.of(
                "phase",
                StateDocument.phase(doubtful.state()),
                "session",
                attempt == null ? "" : attempt.sessionName(),
                "why_not_believed",
                doubtful.fault().code()),
            shell.clock().instant()));
  }
}
