package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent.OperationStarted;
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
import dev.countersign.executor.core.Effect.CommitIntent;
import dev.countersign.executor.core.Effect.FreeInstance;
import dev.countersign.executor.core.Effect.Prepare;
import dev.countersign.executor.core.Effect.WakeAt;
import dev.countersign.executor.core.ExecutionEvent.IntentRecorded;
import dev.countersign.executor.core.ExecutionEvent.PassedPreflight;
import dev.countersign.executor.core.ExecutionEvent.WasClaimed;
import dev.countersign.executor.core.ExecutionEvent.WentBack;
import dev.countersign.executor.core.State.Claimed;
import dev.countersign.executor.core.State.Preflight;
import dev.countersign.executor.core.State.Ready;
import dev.countersign.provider.operation.Attempt;
import java.time.Instant;
import java.util.Map;

/** Until the intent is on record nothing can have happened: stopping and failing are safe. */
final class BeforeIntent {
  static Transition ready(Ready s, Command command, Instant now) {
    return switch (command) {
      case Claim() -> claim(s, now);
      case Cancel(var by, var reason) -> cancelled(s.terms(), by);
      case Disbelieved disbelieved -> disbelieved(s.terms(), disbelieved, now);
      // Whatever an earlier worker still says is about an attempt that is known to be over.
      case PreflightPassed _, PreflightDelayed _, PreflightRefused _ -> Transition.nothing();
      case RecordIntent _, CallAccepted _, CallRefused _, CallUnanswered _ -> Transition.nothing();
      case Observed _, Probed _, RepeatPrepared _, RepeatDelayed _, TimePassed _ ->
          Transition.nothing();
    };
  }

  private static Transition claim(Ready s, Instant now) {
    if (!now.isBefore(s.terms().expiresAt())) {
      return Transition.of(Reports.expired(s.terms(), s.waitingFor(), now), new FreeInstance());
    }
    if (now.isBefore(s.notBefore())) {
      return Transition.just(new WakeAt(s.notBefore()));
    }
    return Transition.of(new WasClaimed(), new Prepare());
  }

  static Transition claimed(Claimed s, Command command, Instant now) {
    return switch (command) {
      case PreflightPassed passed -> passed(s, passed, now);
      case PreflightDelayed(var reason, var jitter) -> delayed(s, reason, jitter, now);
      case PreflightRefused(var fault, var evidence) ->
          Transition.of(
              Reports.failed(s.terms(), fault, Map.of("status", "failed"), evidence, now),
              new FreeInstance());
      case Cancel(var by, var reason) -> cancelled(s.terms(), by);
      case Disbelieved disbelieved -> disbelieved(s.terms(), disbelieved, now);
      case Claim _, RecordIntent _, CallAccepted _, CallRefused _ -> Transition.nothing();
      case CallUnanswered _,
          Observed _,
          Probed _,
          TimePassed _,
          RepeatPrepared _,
          RepeatDelayed _ ->
          Transition.nothing();
    };
  }

  private static Transition passed(Claimed s, PreflightPassed passed, Instant now) {
    var attempt =
        new Attempt(
            s.attempts() + 1,
            passed.sessionName(),
            passed.sessionExpires(),
            now,
            passed.baseline(),
            null);
    return Transition.of(new PassedPreflight(attempt), new CommitIntent());
  }

  private static Transition delayed(Claimed s, String reason, double jitter, Instant now) {
    var wake = now.plus(Backoff.after(s.delays(), jitter));
    if (!wake.isBefore(s.terms().expiresAt())) {
      return Transition.of(Reports.expired(s.terms(), reason, now), new FreeInstance());
    }
    // Told once per reason: a queue that ticks is noise.
    var report =
        reason.equals(s.waitingFor())
            ? null
            : Reports.progress(s.terms(), "preflight", null, reason);
    return Transition.of(
        new WentBack(s.attempts(), s.delays() + 1, wake, reason, report), new WakeAt(wake));
  }

  static Transition preflight(Preflight s, Command command, Instant now) {
    return switch (command) {
      case RecordIntent(var awsTime) -> recordIntent(s, now, awsTime);
      case Cancel(var by, var reason) -> cancelled(s.terms(), by);
      case Disbelieved disbelieved -> disbelieved(s.terms(), disbelieved, now);
      case Claim _, PreflightPassed _, PreflightDelayed _, PreflightRefused _ ->
          Transition.nothing();
      case CallAccepted _, CallRefused _, CallUnanswered _ -> Transition.nothing();
      case Observed _, Probed _, RepeatPrepared _, RepeatDelayed _, TimePassed _ ->
          Transition.nothing();
    };
  }

  private static Transition recordIntent(Preflight s, Instant now, Instant awsTime) {
    if (!now.isBefore(s.terms().expiresAt())) {
      return Transition.of(Reports.expired(s.terms(), null, now), new FreeInstance());
    }
    if (!now.isBefore(s.attempt().sessionExpires())) {
      var reason = "The session for the call ended before it was used.";
      return Transition.of(
          new WentBack(s.attempt().number() - 1, s.delays() + 1, now, reason, null),
          new WakeAt(now));
    }
    var attempt = s.attempt().intended(now, awsTime, s.terms().repeatable());
    var started =
        new OperationStarted(s.terms().operationId(), attempt.number(), attempt.sessionName());
    return Transition.of(new IntentRecorded(attempt, started), new Effect.Call());
  }

  private static Transition disbelieved(Terms terms, Disbelieved disbelieved, Instant now) {
    return Transition.of(
        Reports.failed(
            terms, disbelieved.fault(), Map.of("status", "failed"), disbelieved.evidence(), now),
        new FreeInstance());
  }

  private static Transition cancelled(Terms terms, String by) {
    return Transition.of(Reports.cancelled(terms, by), new FreeInstance());
  }

  private BeforeIntent() {}
}
