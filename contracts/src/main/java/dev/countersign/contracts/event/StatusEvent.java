package dev.countersign.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened. Written by the executor, to {@code countersign.status}. */
public sealed interface StatusEvent extends OperationEvent {

  /** After one of these nothing else happens but {@code resolved} and {@code completed-late}. */
  sealed interface Terminal extends StatusEvent {}

  /**
   * @param place 1 is next; operations on one resource run one after the other
   * @param behind the operation that it waits for, or null
   */
  record OperationQueued(String operationId, int place, @Nullable String behind)
      implements StatusEvent {}

  /**
   * @param notBefore when it will be queued
   */
  record OperationScheduled(String operationId, Instant notBefore) implements StatusEvent {}

  /**
   * The intent is on record: from here on, RDS may be affected.
   *
   * @param attempt from 1
   * @param sessionName the STS session that CloudTrail shows for this attempt
   */
  record OperationStarted(String operationId, int attempt, String sessionName)
      implements StatusEvent {}

  /**
   * @param phase the executor's phase, for example {@code confirming}
   * @param percent 0 to 100, where RDS tells it
   */
  record OperationProgressed(
      String operationId, String phase, @Nullable Integer percent, String message)
      implements StatusEvent {}

  /**
   * The state asked for was seen on RDS.
   *
   * @param result what the requester gets; its keys are documented per operation
   * @param evidence what was seen
   * @param durationSeconds from the request to the observation
   */
  record OperationSucceeded(
      String operationId,
      Map<String, Object> result,
      List<Evidence> evidence,
      double durationSeconds,
      Instant observedAt)
      implements Terminal {
    public OperationSucceeded {
      result = Map.copyOf(result);
      evidence = List.copyOf(evidence);
    }
  }

  /** It did not happen, or did not last, and that is certain. */
  record OperationFailed(
      String operationId,
      Fault fault,
      Map<String, Object> result,
      List<Evidence> evidence,
      double durationSeconds)
      implements Terminal {
    public OperationFailed {
      result = Map.copyOf(result);
      evidence = List.copyOf(evidence);
    }
  }

  /** RDS accepted it, and it is not done in time. The watching goes on. */
  record OperationTimedOut(
      String operationId,
      long timeoutSeconds,
      String message,
      Map<String, Object> result,
      List<Evidence> evidence)
      implements Terminal {
    public OperationTimedOut {
      result = Map.copyOf(result);
      evidence = List.copyOf(evidence);
    }
  }

  /** Stopped before anything reached RDS. */
  record OperationCancelled(String operationId, @Nullable String cancelledBy, String message)
      implements Terminal {}

  /** Whether it happened cannot be established. A person has to look. */
  record OperationIndeterminate(
      String operationId, String message, String nextStep, List<Evidence> evidence)
      implements Terminal {
    public OperationIndeterminate {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * A person settled what was indeterminate.
   *
   * @param outcome {@code happened} or {@code did-not-happen}
   * @param comment how they know
   */
  record OperationResolved(String operationId, String outcome, String resolvedBy, String comment)
      implements StatusEvent {}

  /** What had timed out was found done. */
  record OperationCompletedLate(
      String operationId,
      Map<String, Object> result,
      List<Evidence> evidence,
      double durationSeconds,
      Instant observedAt)
      implements StatusEvent {
    public OperationCompletedLate {
      result = Map.copyOf(result);
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Something that was seen, and when.
   *
   * @param source for example {@code DescribeDBInstances}
   * @param facts what the source said, by its own names
   */
  record Evidence(String source, Map<String, String> facts, Instant seenAt) {
    public Evidence {
      facts = Map.copyOf(facts);
    }
  }

  /**
   * Why it failed.
   *
   * @param code ours, stable; the docs have an anchor for each
   * @param awsCode as AWS named it
   * @param awsRequestId for a support case
   * @param meaning in plain words
   * @param nextStep what to do now
   * @param help where the documentation says more, relative to its root; absent in events of
   *     earlier versions
   */
  record Fault(
      String code,
      @Nullable String awsCode,
      @Nullable String awsRequestId,
      String meaning,
      String nextStep,
      @Nullable String help) {
    /** The page that has an anchor for each code. */
    public static final String PAGE = "docs/faults.md#";

    /** Explained under its own code. */
    public Fault(
        String code,
        @Nullable String awsCode,
        @Nullable String awsRequestId,
        String meaning,
        String nextStep) {
      this(code, awsCode, awsRequestId, meaning, nextStep, PAGE + code);
    }
  }
}
