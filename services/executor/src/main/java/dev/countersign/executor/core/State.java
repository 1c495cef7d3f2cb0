package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.provider.operation.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an execution stands. Each state carries exactly what can be known in it. */
public sealed interface State {
  /** What holds from first to last. */
  Terms terms();

  /**
   * Waits for its turn, or for another try.
   *
   * @param attempts how many intents have been recorded so far; all of them are known to have had
   *     no effect
   * @param delays how often it had to wait since the last intent
   * @param notBefore when to try again
   * @param waitingFor in the requester's words, or null when it has not been tried yet
   */
  record Ready(
      Terms terms, int attempts, int delays, Instant notBefore, @Nullable String waitingFor)
      implements State {}

  /** A worker has it: looks at the resource and opens a session. Nothing of this is an effect. */
  record Claimed(Terms terms, int attempts, int delays, @Nullable String waitingFor)
      implements State {}

  /** All that has to hold before the call was seen to hold. */
  record Preflight(Terms terms, Attempt attempt, int delays) implements State {}

  /**
   * The intent is on record. From here on the service may have been affected, whatever else is
   * known.
   */
  record Intent(Terms terms, Attempt attempt) implements State {}

  /** The service took the call. */
  record Accepted(Terms terms, Attempt attempt, String requestId) implements State {}

  /** The service says that it is so already; that is looked at before it is believed. */
  record Refused(Terms terms, Attempt attempt, Fault fault) implements State {}

  /** Nobody knows whether the call arrived. It is never sent again on a guess. */
  record Unknown(Terms terms, Attempt attempt, String reason) implements State {}

  /**
   * The effect is under way and was seen at least once.
   *
   * @param percent the last that the service told, or null
   */
  record Confirming(Terms terms, Attempt attempt, @Nullable Integer percent, String message)
      implements State {}

  /** Timed out for everyone who asked; still watched, because it may yet be done. */
  record Watching(Terms terms, Attempt attempt) implements State {}

  /** Over, and the resource is free. */
  record Ended(Terms terms, OperationState outcome) implements State {}
}
