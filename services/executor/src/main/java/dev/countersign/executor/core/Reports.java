package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.event.StatusEvent.OperationTimedOut;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.executor.core.ExecutionEvent.Finished;
import dev.countersign.executor.core.ExecutionEvent.FoundDone;
import dev.countersign.executor.core.ExecutionEvent.RanOutOfTime;
import dev.countersign.provider.operation.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words in which an execution's ends are told. */
final class Reports {
  static OperationProgressed progress(
      Terms terms, String phase, @Nullable Integer percent, String message) {
    return new OperationProgressed(terms.operationId(), phase, percent, message);
  }

  static ExecutionEvent succeeded(Terms terms, Sighting.Done done, Instant now) {
    return new Finished(
        OperationState.SUCCEEDED,
        new OperationSucceeded(
            terms.operationId(),
            result(terms, done.result(), true, now),
            done.evidence(),
            seconds(terms, now),
            now));
  }

  static ExecutionEvent completedLate(Terms terms, Sighting.Done done, Instant now) {
    return new FoundDone(
        new OperationCompletedLate(
            terms.operationId(),
            result(terms, done.result(), true, now),
            done.evidence(),
            seconds(terms, now),
            now));
  }

  static ExecutionEvent failed(Terms terms, Fault fault, Instant now) {
    return failed(terms, fault, Map.of("status", "failed"), List.of(), now);
  }

  static ExecutionEvent failed(
      Terms terms, Fault fault, Map<String, Object> result, List<Evidence> evidence, Instant now) {
    return new Finished(
        OperationState.FAILED,
        new OperationFailed(
            terms.operationId(),
            fault,
            result(terms, result, false, now),
            evidence,
            seconds(terms, now)));
  }

  static ExecutionEvent expired(Terms terms, @Nullable String waitingFor, Instant now) {
    var waited = waitingFor == null ? "" : " The last thing it waited for: " + waitingFor;
    return failed(
        terms,
        new Fault(
            "decision-expired",
            null,
            null,
            "The approval expired before the operation could be started; nothing was done."
                + waited,
            "Submit the operation again."),
        now);
  }

  static ExecutionEvent timedOut(Terms terms, List<Evidence> evidence, Instant now) {
    return new RanOutOfTime(
        new OperationTimedOut(
            terms.operationId(),
            terms.timeout().toSeconds(),
            terms.named().service()
                + " accepted the operation and has not finished it in time. It may still finish; it"
                + " is being watched, and its completion will be recorded.",
            result(terms, Map.of("status", "timeout"), false, now),
            evidence));
  }

  static ExecutionEvent cancelled(Terms terms, String by) {
    return new Finished(
        OperationState.CANCELLED,
        new OperationCancelled(
            terms.operationId(),
            by,
            "Stopped before anything was done on " + terms.named().service() + "."));
  }

  static ExecutionEvent indeterminate(Terms terms, String reason, List<Evidence> evidence) {
    return new Finished(
        OperationState.INDETERMINATE,
        new OperationIndeterminate(
            terms.operationId(),
            "Whether this happened cannot be established: "
                + reason
                + ", and "
                + terms.named().service()
                + " keeps nothing that would prove it either way.",
            "Look at the "
                + terms.named().resource()
                + "'s log and its clients, then record what happened. Do not submit it"
                + " again before that.",
            evidence));
  }

  static ExecutionEvent disbelieved(Terms terms, Fault fault, List<Evidence> evidence) {
    return new Finished(
        OperationState.INDETERMINATE,
        new OperationIndeterminate(
            terms.operationId(),
            fault.meaning() + " The call may have been made before that was found.",
            fault.nextStep()
                + " Look at the "
                + terms.named().resource()
                + ", and at CloudTrail for the operation's session, then record"
                + " what happened.",
            evidence));
  }

  private static Map<String, Object> result(
      Terms terms, Map<String, Object> seen, boolean success, Instant now) {
    var result = new HashMap<>(terms.answer());
    result.putAll(seen);
    result.put("duration_seconds", seconds(terms, now));
    result.put("success", success);
    return result;
  }

  /** Wall clocks of two machines may disagree; a duration is never negative. */
  private static double seconds(Terms terms, Instant now) {
    return Math.max(0, Duration.between(terms.requestedAt(), now).toMillis()) / 1000.0;
  }

  private Reports() {}
}
