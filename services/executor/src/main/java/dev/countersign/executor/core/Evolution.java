package dev.countersign.executor.core;

import dev.countersign.contracts.operation.OperationState;
import dev.countersign.executor.core.ExecutionEvent.AnswerLost;
import dev.countersign.executor.core.ExecutionEvent.CameAlong;
import dev.countersign.executor.core.ExecutionEvent.CancelNoted;
import dev.countersign.executor.core.ExecutionEvent.Finished;
import dev.countersign.executor.core.ExecutionEvent.FoundDone;
import dev.countersign.executor.core.ExecutionEvent.IntentRecorded;
import dev.countersign.executor.core.ExecutionEvent.PassedPreflight;
import dev.countersign.executor.core.ExecutionEvent.RanOutOfTime;
import dev.countersign.executor.core.ExecutionEvent.RepeatRefused;
import dev.countersign.executor.core.ExecutionEvent.StoppedWatching;
import dev.countersign.executor.core.ExecutionEvent.WasAccepted;
import dev.countersign.executor.core.ExecutionEvent.WasClaimed;
import dev.countersign.executor.core.ExecutionEvent.WasRefused;
import dev.countersign.executor.core.ExecutionEvent.WentBack;
import dev.countersign.executor.core.State.Accepted;
import dev.countersign.executor.core.State.Claimed;
import dev.countersign.executor.core.State.Confirming;
import dev.countersign.executor.core.State.Ended;
import dev.countersign.executor.core.State.Intent;
import dev.countersign.executor.core.State.Preflight;
import dev.countersign.executor.core.State.Ready;
import dev.countersign.executor.core.State.Refused;
import dev.countersign.executor.core.State.Unknown;
import dev.countersign.executor.core.State.Watching;
import dev.countersign.provider.operation.Attempt;
import org.jspecify.annotations.Nullable;

/** Folds events into states. */
public final class Evolution {
  /** The state after all events of a transition. */
  public static State evolve(State state, Transition transition) {
    var next = state;
    for (var event : transition.events()) {
      next = evolve(next, event);
    }
    return next;
  }

  /** The state after one event. */
  public static State evolve(State state, ExecutionEvent event) {
    var terms = state.terms();
    return switch (event) {
      case WasClaimed() -> claimed(state);
      case PassedPreflight(var attempt) -> new Preflight(terms, attempt, delays(state));
      case IntentRecorded(var attempt, var report) -> new Intent(terms, attempt);
      case WasAccepted(var requestId) -> new Accepted(terms, attempt(state), requestId);
      case WasRefused(var fault) -> new Refused(terms, attempt(state), fault);
      case AnswerLost(var reason, var report) -> new Unknown(terms, attempt(state), reason);
      case RepeatRefused(var reason, var last, var report) ->
          new Unknown(terms, last ? attempt(state).notAgain() : attempt(state), reason);
      case WentBack(var attempts, var delays, var notBefore, var reason, var report) ->
          new Ready(terms, attempts, delays, notBefore, reason);
      case CameAlong(var percent, var report) ->
          new Confirming(terms, attempt(state), percent, report.message());
      case CancelNoted(var by, var report) -> withAttempt(state, attempt(state).cancelledBy(by));
      case Finished(var outcome, var report) -> new Ended(terms, outcome);
      case RanOutOfTime(var report) -> new Watching(terms, attempt(state));
      case FoundDone(var report) -> new Ended(terms, OperationState.TIMED_OUT);
      case StoppedWatching(var reason) -> new Ended(terms, OperationState.TIMED_OUT);
    };
  }

  /** The attempt of a state that has one, or null. */
  public static @Nullable Attempt attemptOf(State state) {
    return switch (state) {
      case Ready s -> null;
      case Claimed s -> null;
      case Preflight s -> s.attempt();
      case Intent s -> s.attempt();
      case Accepted s -> s.attempt();
      case Refused s -> s.attempt();
      case Unknown s -> s.attempt();
      case Confirming s -> s.attempt();
      case Watching s -> s.attempt();
      case Ended s -> null;
    };
  }

  private static State claimed(State state) {
    return state instanceof Ready ready
        ? new Claimed(ready.terms(), ready.attempts(), ready.delays(), ready.waitingFor())
        : state;
  }

  private static int delays(State state) {
    return state instanceof Claimed claimed ? claimed.delays() : 0;
  }

  private static Attempt attempt(State state) {
    var attempt = attemptOf(state);
    if (attempt == null) {
      throw new IllegalStateException("no attempt in " + state.getClass().getSimpleName());
    }
    return attempt;
  }

  private static State withAttempt(State state, Attempt attempt) {
    return switch (state) {
      case Preflight s -> new Preflight(s.terms(), attempt, s.delays());
      case Intent s -> new Intent(s.terms(), attempt);
      case Accepted s -> new Accepted(s.terms(), attempt, s.requestId());
      case Refused s -> new Refused(s.terms(), attempt, s.fault());
      case Unknown s -> new Unknown(s.terms(), attempt, s.reason());
      case Confirming s -> new Confirming(s.terms(), attempt, s.percent(), s.message());
      case Watching s -> new Watching(s.terms(), attempt);
      case Ready s -> s;
      case Claimed s -> s;
      case Ended s -> s;
    };
  }

  private Evolution() {}
}
