package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationTimedOut;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.provider.operation.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to an execution. {@link Evolution} folds these into states. */
public sealed interface ExecutionEvent {
  /** What the world is told, or null. */
  default @Nullable StatusEvent report() {
    return null;
  }

  /**
   * Whether it has to be stored before anything else is done. What is not durable is lost in a
   * crash without harm: the execution resumes from the last state on record.
   */
  default boolean durable() {
    return true;
  }

  /** A worker has it. Leases are the shell's; a crash here leaves it ready. */
  record WasClaimed() implements ExecutionEvent {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /** Ready for the intent. */
  record PassedPreflight(Attempt attempt) implements ExecutionEvent {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /** The one event that a call may follow. */
  record IntentRecorded(Attempt attempt, OperationStarted report) implements ExecutionEvent {}

  /**
   * The service took the call. Not durable by itself, because the first look is already on its way:
   * a crash in between resumes from the intent, and the probe finds the effect.
   */
  record WasAccepted(String requestId) implements ExecutionEvent {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /** The service says that it is so already. */
  record WasRefused(Fault fault) implements ExecutionEvent {}

  /** Nobody knows whether the call arrived. */
  record AnswerLost(String reason, OperationProgressed report) implements ExecutionEvent {}

  /**
   * Sent again, the call was refused. Of the one before that says nothing.
   *
   * @param last whether it is not sent once more
   */
  record RepeatRefused(String reason, boolean last, OperationProgressed report)
      implements ExecutionEvent {}

  /** Back at the head of the queue. */
  record WentBack(
      int attempts,
      int delays,
      Instant notBefore,
      String reason,
      @Nullable OperationProgressed report)
      implements ExecutionEvent {}

  /** The effect is under way. */
  record CameAlong(@Nullable Integer percent, OperationProgressed report)
      implements ExecutionEvent {}

  /** Somebody wants it stopped, too late. */
  record CancelNoted(String by, OperationProgressed report) implements ExecutionEvent {}

  /** Over. */
  record Finished(OperationState outcome, StatusEvent.Terminal report) implements ExecutionEvent {}

  /** Over for those who asked. */
  record RanOutOfTime(OperationTimedOut report) implements ExecutionEvent {}

  /** What had timed out was found done. */
  record FoundDone(OperationCompletedLate report) implements ExecutionEvent {}

  /** The watching after a timeout has ended without success; the reason is for the log. */
  record StoppedWatching(String reason) implements ExecutionEvent {}
}
