package dev.countersign.executor.core;

import dev.countersign.executor.core.Command.CallAccepted;
import dev.countersign.executor.core.Command.CallRefused;
import dev.countersign.executor.core.Command.CallUnanswered;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Command.Claim;
import dev.countersign.executor.core.Command.Disbelieved;
import dev.countersign.executor.core.Command.Observed;
import dev.countersign.executor.core.Command.PreflightDelayed;
import dev.countersign.executor.core.Command.PreflightPassed;
import dev.countersign.executor.core.Command.PreflightRefused;
import dev.countersign.executor.core.Command.Probed;
import dev.countersign.executor.core.Command.RecordIntent;
import dev.countersign.executor.core.Command.RepeatDelayed;
import dev.countersign.executor.core.Command.RepeatPrepared;
import dev.countersign.executor.core.Command.TimePassed;
import dev.countersign.executor.core.Effect.FreeInstance;
import dev.countersign.executor.core.Effect.Look;
import dev.countersign.executor.core.ExecutionEvent.CameAlong;
import dev.countersign.executor.core.ExecutionEvent.StoppedWatching;
import dev.countersign.executor.core.State.Accepted;
import dev.countersign.executor.core.State.Confirming;
import dev.countersign.executor.core.State.Refused;
import dev.countersign.executor.core.State.Watching;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Sighting.Broken;
import dev.countersign.provider.operation.Sighting.Done;
import dev.countersign.provider.operation.Sighting.Underway;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** After the call: only what is seen counts. */
final class Confirmation {
  static Transition refused(Refused s, Command command, Instant now) {
    return watched(s.terms(), s.attempt(), null, command, now);
  }

  static Transition accepted(Accepted s, Command command, Instant now) {
    return watched(s.terms(), s.attempt(), null, command, now);
  }

  static Transition confirming(Confirming s, Command command, Instant now) {
    return watched(s.terms(), s.attempt(), s, command, now);
  }

  private static Transition watched(
      Terms terms, Attempt attempt, @Nullable Confirming last, Command command, Instant now) {
    return switch (command) {
      case Claim() -> Transition.just(new Look());
      case Observed(Done done) ->
          Transition.of(Reports.succeeded(terms, done, now), new FreeInstance());
      case Observed(Broken broken) ->
          Transition.of(
              Reports.failed(terms, broken.fault(), broken.result(), broken.evidence(), now),
              new FreeInstance());
      case Observed(Underway underway) -> underway(terms, attempt, last, underway, now);
      case TimePassed() ->
          now.isBefore(deadline(terms, attempt))
              ? Transition.just(new Look())
              : Transition.of(Reports.timedOut(terms, List.of(), now), new Look());
      case Cancel(var by, var reason) -> AtTheCall.cancelNoted(terms, by);
      case Disbelieved disbelieved -> AtTheCall.disbelieved(terms, disbelieved);
      case PreflightPassed _, PreflightDelayed _, PreflightRefused _ -> Transition.nothing();
      case RecordIntent _, CallAccepted _, CallRefused _ -> Transition.nothing();
      case CallUnanswered _, Probed _, RepeatPrepared _, RepeatDelayed _ -> Transition.nothing();
    };
  }

  private static Transition underway(
      Terms terms, Attempt attempt, @Nullable Confirming last, Underway seen, Instant now) {
    if (!now.isBefore(deadline(terms, attempt))) {
      return Transition.of(Reports.timedOut(terms, seen.evidence(), now), new Look());
    }
    if (last != null
        && Objects.equals(last.percent(), seen.percent())
        && last.message().equals(seen.message())) {
      return Transition.just(new Look());
    }
    var report = Reports.progress(terms, "confirming", seen.percent(), seen.message());
    return Transition.of(new CameAlong(seen.percent(), report), new Look());
  }

  static Transition watching(Watching s, Command command, Instant now) {
    return switch (command) {
      case Claim() -> Transition.just(new Look());
      case Observed(Done done) ->
          Transition.of(Reports.completedLate(s.terms(), done, now), new FreeInstance());
      case Observed(Broken broken) -> stop(broken.fault().meaning());
      case Observed(Underway _) -> keepWatching(s, now);
      case TimePassed() -> keepWatching(s, now);
      // Those who asked have had their answer.
      case Cancel _ -> Transition.nothing();
      case Disbelieved(var fault, var evidence) -> stop(fault.meaning());
      case PreflightPassed _, PreflightDelayed _, PreflightRefused _ -> Transition.nothing();
      case RecordIntent _, CallAccepted _, CallRefused _ -> Transition.nothing();
      case CallUnanswered _, Probed _, RepeatPrepared _, RepeatDelayed _ -> Transition.nothing();
    };
  }

  private static Transition keepWatching(Watching s, Instant now) {
    var end = deadline(s.terms(), s.attempt()).plus(s.terms().watchFor());
    return now.isBefore(end)
        ? Transition.just(new Look())
        : stop("it was not done when the watching ended");
  }

  private static Transition stop(String reason) {
    return Transition.of(new StoppedWatching(reason), new FreeInstance());
  }

  static Instant deadline(Terms terms, Attempt attempt) {
    return attempt.intendedAt().plus(terms.timeout());
  }

  private Confirmation() {}
}
