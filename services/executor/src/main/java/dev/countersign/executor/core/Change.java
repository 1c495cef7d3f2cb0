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
public sealed interface Change {
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
  record WasClaimed() implements Change {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /** Ready for the intent. */
  record PassedPreflight(Attempt attempt) implements Change {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /** The one change that a call may follow. */
  record IntentRecorded(Attempt attempt, OperationStarted report) implements Change {}

  /**
   * The service took the call. Not durable by itself, because the first look is already on its way:
   * a crash in between resumes from the intent, and the probe finds the effect.
   */
  record WasAccepted(String requestId) implements Change {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /** The service says that it is so already. */
  record WasRefused(Fault fault) implements Change {}

  /** Nobody knows whether the call arrived. */
  record AnswerLost(String reason, OperationProgressed report) implements Change {}

  /**
   * Sent again, the call was refused. Of the one before that says nothing.
   *
   * @param last whether it is not sent once more
   */
  record RepeatRefused(String reason, boolean last, OperationProgressed report) implements Change {}

  /** Back at the head of the queue. */
  record WentBack(
      int attempts,
      int delays,
      Instant notBefore,
      String reason,
      @Nullable OperationProgressed report)
      implements Change {}

  /** The effect is under way. */
  record CameAlong(@Nullable Integer percent, OperationProgressed report) implements Change {}

  /** Somebody wants it stopped, too late. */
  record CancelNoted(String by, OperationProgressed report) implements Change {}

  /** Over. */
  record Finished(OperationState outcome, StatusEvent.Terminal report) implements Change {}

  /** Over for those who asked. */
  record RanOutOfTime(OperationTimedOut report) implements Change {}

  /** What had timed out was found done. */
  record FoundDone(OperationCompletedLate report) implements Change {}

  /** The watching after a timeout has ended without success; the reason is for the log. */
  record StoppedWatching(String reason) implements Change {}
}
