package dev.countersign.gateway.operation.core;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationResolved;
import dev.countersign.contracts.event.StatusEvent.OperationScheduled;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.event.StatusEvent.OperationTimedOut;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.operation.core.OperationView.Outcome;
import dev.countersign.gateway.operation.core.OperationView.Progress;
import dev.countersign.gateway.operation.core.OperationView.Resolution;
import dev.countersign.gateway.operation.core.OperationView.Sight;
import dev.countersign.gateway.operation.core.OperationView.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the executor's events change. */
final class WorkEvolution {
  /** The phase in which the executor says that a cancellation came after the call. */
  private static final String CANCELLING = "cancelling";

  private static final String TOO_LATE = "too-late";

  static OperationView evolve(OperationView view, StatusEvent status, Event event) {
    var time = event.time();
    return switch (status) {
      case OperationQueued queued -> queued(view, queued);
      case OperationScheduled scheduled -> scheduled(view, scheduled);
      case OperationStarted started -> started(view, started, time);
      case OperationProgressed progressed -> progressed(view, progressed);
      case OperationSucceeded done ->
          ended(
              view,
              OperationState.SUCCEEDED,
              new Outcome(
                  done.observedAt(),
                  true,
                  done.durationSeconds(),
                  done.result(),
                  null,
                  null,
                  null,
                  null,
                  null));
      case OperationFailed failed ->
          ended(
              view,
              OperationState.FAILED,
              new Outcome(
                  time,
                  false,
                  failed.durationSeconds(),
                  failed.result(),
                  failed.fault(),
                  failed.fault().meaning(),
                  failed.fault().nextStep(),
                  null,
                  null));
      case OperationTimedOut late -> timedOut(view, late, time);
      case OperationCancelled cancelled ->
          ended(view, OperationState.CANCELLED, outcome(view, time, false, cancelled.message()));
      case OperationIndeterminate unknown -> indeterminate(view, unknown, event);
      case OperationResolved resolved -> resolved(view, resolved, time);
      case OperationCompletedLate late -> completedLate(view, late);
    };
  }

  static double seconds(OperationView view, Instant until) {
    return Duration.between(view.request().requestedAt(), until).toMillis() / 1000.0;
  }

  private static OperationView queued(OperationView view, OperationQueued queued) {
    var work = work(view);
    return view.state().compareTo(OperationState.QUEUED) > 0
        ? view
        : view.reached(OperationState.QUEUED)
            .with(
                new Work(
                    queued.place(),
                    queued.behind(),
                    work.notBefore(),
                    work.startedAt(),
                    work.attempt(),
                    work.progress()));
  }

  private static OperationView scheduled(OperationView view, OperationScheduled scheduled) {
    var work = work(view);
    return view.reached(OperationState.SCHEDULED)
        .with(
            new Work(
                work.place(),
                work.behind(),
                scheduled.notBefore(),
                work.startedAt(),
                work.attempt(),
                work.progress()));
  }

  private static OperationView started(OperationView view, OperationStarted started, Instant time) {
    var work = work(view);
    // A later attempt is still the same start, as a person sees it.
    var since = work.startedAt() == null ? time : work.startedAt();
    return view.reached(OperationState.STARTED)
        .with(new Work(null, null, work.notBefore(), since, started.attempt(), work.progress()));
  }

  private static OperationView progressed(OperationView view, OperationProgressed progressed) {
    var work = work(view);
    if (view.state().terminal()) {
      return view;
    }
    // About the wish to cancel, not about how far the operation is.
    if (progressed.phase().equals(CANCELLING)) {
      return view.cancel() == null ? view : view.with(view.cancel().effect(TOO_LATE));
    }
    return view.with(
        new Work(
            work.place(),
            work.behind(),
            work.notBefore(),
            work.startedAt(),
            work.attempt(),
            new Progress(progressed.phase(), progressed.percent(), progressed.message())));
  }

  private static OperationView timedOut(OperationView view, OperationTimedOut late, Instant time) {
    return ended(
        view,
        OperationState.TIMED_OUT,
        new Outcome(
            time,
            false,
            seconds(view, time),
            late.result(),
            null,
            late.message(),
            "It may still finish. It is being watched, and a completion will show here.",
            null,
            null));
  }

  private static OperationView indeterminate(
      OperationView view, OperationIndeterminate unknown, Event event) {
    var time = event.time();
    return ended(
        view,
        OperationState.INDETERMINATE,
        new Outcome(
            time,
            null,
            seconds(view, time),
            Map.of(),
            null,
            unknown.message(),
            unknown.nextStep(),
            null,
            new Sight(event.id(), unknown.evidence())));
  }

  private static OperationView resolved(
      OperationView view, OperationResolved resolved, Instant time) {
    var before = orUnknown(view, time);
    var asked = view.resolution();
    return view.reached(OperationState.INDETERMINATE)
        .with(
            new Resolution(
                asked == null ? time : asked.requestedAt(),
                resolved.resolvedBy(),
                resolved.outcome(),
                resolved.comment(),
                true,
                null,
                time))
        .with(
            new Outcome(
                before.finishedAt(),
                resolved.outcome().equals("happened"),
                before.durationSeconds(),
                before.result(),
                before.fault(),
                before.message(),
                null,
                before.late(),
                before.sight()));
  }

  private static OperationView completedLate(OperationView view, OperationCompletedLate late) {
    return view.reached(OperationState.TIMED_OUT)
        .with(
            new Outcome(
                orUnknown(view, late.observedAt()).finishedAt(),
                true,
                late.durationSeconds(),
                late.result(),
                null,
                "It finished after its time had run out.",
                null,
                late.observedAt(),
                null));
  }

  /** The first of equal rank stays, so that a replay or a stray terminal event changes nothing. */
  private static OperationView ended(OperationView view, OperationState state, Outcome outcome) {
    if (state.compareTo(view.state()) <= 0) {
      return view;
    }
    var work = work(view);
    // How far it is has no meaning any more: the outcome says how it ended.
    return cancelSettled(
        view.reached(state)
            .with(new Work(null, null, work.notBefore(), work.startedAt(), work.attempt(), null))
            .with(outcome));
  }

  /** What came of a wish to cancel that was granted, as soon as the operation has ended. */
  static OperationView cancelSettled(OperationView view) {
    var cancel = view.cancel();
    if (cancel == null || !Boolean.TRUE.equals(cancel.granted()) || !view.state().terminal()) {
      return view;
    }
    return view.with(
        cancel.effect(
            switch (view.state()) {
              case CANCELLED, REJECTED, APPROVAL_EXPIRED -> "stopped";
              default -> TOO_LATE;
            }));
  }

  private static Outcome outcome(
      OperationView view, Instant time, boolean success, String message) {
    return new Outcome(
        time, success, seconds(view, time), Map.of(), null, message, null, null, null);
  }

  private static Outcome orUnknown(OperationView view, Instant time) {
    @Nullable Outcome outcome = view.outcome();
    return outcome != null
        ? outcome
        : new Outcome(time, null, seconds(view, time), Map.of(), null, null, null, null, null);
  }

  private static Work work(OperationView view) {
    return view.work() == null ? Work.NONE : view.work();
  }

  private WorkEvolution() {}
}
