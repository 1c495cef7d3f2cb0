package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
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
import dev.countersign.executor.core.Effect.FreeInstance;
import dev.countersign.executor.core.Effect.Look;
import dev.countersign.executor.core.Effect.PrepareRepeat;
import dev.countersign.executor.core.Effect.Probe;
import dev.countersign.executor.core.Effect.WakeAt;
import dev.countersign.executor.core.ExecutionEvent.AnswerLost;
import dev.countersign.executor.core.ExecutionEvent.CameAlong;
import dev.countersign.executor.core.ExecutionEvent.CancelNoted;
import dev.countersign.executor.core.ExecutionEvent.IntentRecorded;
import dev.countersign.executor.core.ExecutionEvent.RepeatRefused;
import dev.countersign.executor.core.ExecutionEvent.WasAccepted;
import dev.countersign.executor.core.ExecutionEvent.WasRefused;
import dev.countersign.executor.core.ExecutionEvent.WentBack;
import dev.countersign.executor.core.State.Intent;
import dev.countersign.executor.core.State.Unknown;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Between the intent and knowing what became of it. */
final class AtTheCall {
  /** How long after the last moment of an effect its absence still proves that there was none. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  static Transition intent(Intent s, Command command, Instant now) {
    return switch (command) {
      // A recorded intent without a recorded answer: the call may have been made, and is not made
      // again.
      case Claim() -> lost(s, "the executor stopped between the intent and the answer");
      case CallAccepted(var requestId) -> Transition.of(new WasAccepted(requestId), new Look());
      case CallRefused refused -> refused(s, refused, now);
      case CallUnanswered(var reason) -> lost(s, reason);
      case Cancel(var by, var reason) -> cancelNoted(s.terms(), by);
      case Disbelieved disbelieved -> disbelieved(s.terms(), disbelieved);
      case PreflightPassed _, PreflightDelayed _, PreflightRefused _ -> Transition.nothing();
      case RecordIntent _, Observed _, Probed _, TimePassed _ -> Transition.nothing();
      case RepeatPrepared _, RepeatDelayed _ -> Transition.nothing();
    };
  }

  private static Transition lost(Intent s, String reason) {
    var report =
        Reports.progress(
            s.terms(),
            "unknown",
            null,
            "The answer of "
                + s.terms().named().service()
                + " was lost: "
                + reason
                + ". Looking whether it happened.");
    return Transition.of(new AnswerLost(reason, report), new Probe());
  }

  private static Transition refused(Intent s, CallRefused refused, Instant now) {
    if (s.attempt().wasSentBefore()) {
      return refusedAgain(s, refused);
    }
    return switch (refused.refusal()) {
      case FINAL ->
          Transition.of(Reports.failed(s.terms(), refused.fault(), now), new FreeInstance());
      case ALREADY_SO -> Transition.of(new WasRefused(refused.fault()), new Look());
      case THROTTLED, IDENTITY, WRONG_STATE, CONFLICT ->
          again(s.terms(), s.attempt(), refused, now);
    };
  }

  /** The one before may have had the effect, and may be why this one was refused. */
  private static Transition refusedAgain(Intent s, CallRefused refused) {
    if (refused.refusal() == Refusal.ALREADY_SO) {
      return Transition.of(new WasRefused(refused.fault()), new Look());
    }
    var last = refused.refusal() == Refusal.FINAL || refused.refusal() == Refusal.CONFLICT;
    var report =
        Reports.progress(
            s.terms(),
            "unknown",
            null,
            refused.fault().meaning() + " Looking whether the call before had happened.");
    return Transition.of(
        new RepeatRefused(
            "the call was sent twice, and only the second was answered", last, report),
        new Probe());
  }

  private static Transition again(Terms terms, Attempt attempt, CallRefused refused, Instant now) {
    if (attempt.cancelledBy() != null) {
      return Transition.of(Reports.cancelled(terms, attempt.cancelledBy()), new FreeInstance());
    }
    var wake = now.plus(Backoff.after(attempt.number() - 1, refused.jitter()));
    if (!wake.isBefore(terms.expiresAt())) {
      return Transition.of(Reports.failed(terms, refused.fault(), now), new FreeInstance());
    }
    var reason = refused.fault().meaning();
    var report = Reports.progress(terms, "preflight", null, reason + " It will be tried again.");
    return Transition.of(new WentBack(attempt.number(), 0, wake, reason, report), new WakeAt(wake));
  }

  static Transition unknown(Unknown s, Command command, Instant now) {
    return switch (command) {
      case Claim() -> Transition.just(new Probe());
      case Probed probed ->
          switch (probed.finding()) {
            case HAPPENED -> Transition.of(found(s.terms()), new Look());
            case NEVER -> withoutEffect(s, probed, now);
            case ABSENT -> mayRepeat(s, now) ? repeat(s) : absent(s, probed, now);
            case UNDECIDED -> mayRepeat(s, now) ? repeat(s) : undecided(s, probed);
          };
      case TimePassed() -> mayRepeat(s, now) ? repeat(s) : blind(s, now);
      case RepeatPrepared prepared ->
          mayRepeat(s, now) && now.isBefore(prepared.sessionExpires())
              ? sendAgain(s, prepared, now)
              : Transition.just(new Probe());
      case RepeatDelayed _ -> Transition.just(new Probe());
      case Cancel(var by, var reason) -> cancelNoted(s.terms(), by);
      case Disbelieved disbelieved -> disbelieved(s.terms(), disbelieved);
      case PreflightPassed _, PreflightDelayed _, PreflightRefused _ -> Transition.nothing();
      case RecordIntent _, CallAccepted _, CallRefused _ -> Transition.nothing();
      case CallUnanswered _, Observed _ -> Transition.nothing();
    };
  }

  /** Whoever asked to stop it must not see it sent once more. */
  private static boolean mayRepeat(Unknown s, Instant now) {
    return s.attempt().mayRepeat(now)
        && s.attempt().cancelledBy() == null
        && now.isBefore(s.terms().expiresAt());
  }

  private static Transition repeat(Unknown s) {
    var pause = Backoff.after(s.attempt().number() - 1, 0);
    return Transition.just(new PrepareRepeat(s.attempt().intendedAt().plus(pause)));
  }

  private static Transition sendAgain(Unknown s, RepeatPrepared prepared, Instant now) {
    var attempt = s.attempt().again(prepared.sessionName(), prepared.sessionExpires(), now);
    var started =
        new OperationStarted(s.terms().operationId(), attempt.number(), attempt.sessionName());
    return Transition.of(new IntentRecorded(attempt, started), new Effect.Call());
  }

  private static ExecutionEvent found(Terms terms) {
    return new CameAlong(
        null,
        Reports.progress(
            terms,
            "confirming",
            null,
            terms.named().service() + " shows what was asked for; it is under way."));
  }

  private static Transition absent(Unknown s, Probed probed, Instant now) {
    if (mayStillArrive(s, probed.awsTime())) {
      return Transition.just(new Probe());
    }
    if (!probed.awsTime().isBefore(lastMoment(s).plus(FRESH))) {
      // Nobody looked when it would have shown: meanwhile a person may have started again what this
      // had stopped, and stopping it once more would be a second effect.
      return undecided(s, probed);
    }
    return withoutEffect(s, probed, now);
  }

  /** It had none, and never will. */
  private static Transition withoutEffect(Unknown s, Probed probed, Instant now) {
    var attempt = s.attempt();
    if (attempt.cancelledBy() != null) {
      return Transition.of(Reports.cancelled(s.terms(), attempt.cancelledBy()), new FreeInstance());
    }
    if (!now.isBefore(s.terms().expiresAt())) {
      return Transition.of(
          Reports.failed(
              s.terms(), notDone(s.terms()), Map.of("status", "failed"), probed.evidence(), now),
          new FreeInstance());
    }
    var reason =
        probed.finding() == Finding.NEVER
            ? "Somebody else has changed the "
                + s.terms().named().resource()
                + " before the call reached it. Trying again."
            : "The call never reached "
                + s.terms().named().service()
                + ": its credentials have ended, and the "
                + s.terms().named().resource()
                + " is shown as it was. Trying again.";
    return Transition.of(
        new WentBack(
            attempt.number(),
            0,
            now,
            reason,
            Reports.progress(s.terms(), "preflight", null, reason)),
        new WakeAt(now));
  }

  private static Transition undecided(Unknown s, Probed probed) {
    return mayStillArrive(s, probed.awsTime())
        ? Transition.just(new Probe())
        : Transition.of(
            Reports.indeterminate(s.terms(), s.reason(), probed.evidence()), new FreeInstance());
  }

  /** Nothing can be seen at all. After a long time that, too, is for a person. */
  private static Transition blind(Unknown s, Instant now) {
    var giveUp = s.attempt().intendedAt().plus(s.terms().timeout()).plus(s.terms().watchFor());
    return mayStillArrive(s, now) || now.isBefore(giveUp)
        ? Transition.just(new Probe())
        : Transition.of(
            Reports.indeterminate(s.terms(), s.reason(), List.of(session(s.attempt()))),
            new FreeInstance());
  }

  /** Where nothing could be seen: under this name CloudTrail has the call, if it came. */
  private static Evidence session(Attempt attempt) {
    return new Evidence(
        "AssumeRole",
        Map.of(
            "RoleSessionName",
            attempt.sessionName(),
            "Expiration",
            attempt.sessionExpires().toString()),
        attempt.intendedAt());
  }

  /**
   * As long as the attempt's credentials live, whoever still holds them may make the call: a worker
   * that was stopped and goes on, or a packet on its way.
   */
  private static boolean mayStillArrive(Unknown s, Instant now) {
    return now.isBefore(lastMoment(s));
  }

  private static Instant lastMoment(Unknown s) {
    return s.attempt().sessionExpires().plus(s.terms().settle());
  }

  private static Fault notDone(Terms terms) {
    return new Fault(
        "not-done",
        null,
        null,
        "The call to "
            + terms.named().service()
            + " was lost on its way and had no effect; meanwhile the approval expired.",
        "Submit the operation again.");
  }

  /** After an intent, not even what was to be looked for can be told from a record like that. */
  static Transition disbelieved(Terms terms, Disbelieved disbelieved) {
    return Transition.of(
        Reports.disbelieved(terms, disbelieved.fault(), disbelieved.evidence()),
        new FreeInstance());
  }

  static Transition cancelNoted(Terms terms, String by) {
    return Transition.of(
        new CancelNoted(
            by,
            Reports.progress(
                terms,
                "cancelling",
                null,
                "The call has been or is being made and cannot be taken back; the outcome will be"
                    + " reported.")));
  }

  private AtTheCall() {}
}
