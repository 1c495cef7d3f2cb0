package dev.countersign.gateway.operation.core;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.operation.OperationState;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation, as far as its events have told.
 *
 * @param request what was asked for
 * @param correlationId of the request that asked
 * @param version how many events have been seen; also the position of the last in the history
 * @param state where it stands
 * @param decision what policy said; null until then
 * @param approval what is needed from people; null where nothing is
 * @param work what the executor is at; null until it says so
 * @param outcome how it ended; null until then
 * @param cancel what became of the wish to cancel; null without one
 * @param resolution what a person found out about an indeterminate one; null until somebody did
 * @param breakGlass what was skipped in an emergency, and its review; null where nothing was
 */
public record OperationView(
    OperationRequested request,
    String correlationId,
    long version,
    OperationState state,
    @Nullable Decision decision,
    @Nullable Approval approval,
    @Nullable Work work,
    @Nullable Outcome outcome,
    @Nullable Cancel cancel,
    @Nullable Resolution resolution,
    @Nullable BreakGlass breakGlass) {

  /** An operation that nothing has happened to yet. */
  public static OperationView requested(OperationRequested request, String correlationId) {
    return new OperationView(
        request,
        correlationId,
        1,
        OperationState.REQUESTED,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The operation's id. */
  public String id() {
    return request.operationId();
  }

  /** Whether policy has said anything, or something later implies that it has. */
  public boolean decided() {
    return state != OperationState.REQUESTED;
  }

  /** Whether it was refused, at once or for want of approvals. */
  public boolean refused() {
    return state == OperationState.REJECTED || state == OperationState.APPROVAL_EXPIRED;
  }

  /** Whether a person may still say what became of it: nobody was believed, nobody is waiting. */
  public boolean toBeResolved() {
    return state == OperationState.INDETERMINATE
        && outcome != null
        && outcome.success() == null
        && (resolution == null
            || Boolean.FALSE.equals(resolution.granted()) && !resolution.known());
  }

  OperationView seen() {
    return at(version + 1, state);
  }

  /** States only move forward: whichever stands later in {@link OperationState} wins. */
  OperationView reached(OperationState next) {
    return next.compareTo(state) <= 0 ? this : back(next);
  }

  /** In another state; the one way back leads from a freeze to the votes. */
  OperationView back(OperationState next) {
    return at(version, next);
  }

  private OperationView at(long nextVersion, OperationState next) {
    return new OperationView(
        request,
        correlationId,
        nextVersion,
        next,
        decision,
        approval,
        work,
        outcome,
        cancel,
        resolution,
        breakGlass);
  }

  /** What events fill in. There is one of each type. */
  sealed interface Part permits Decision, Approval, Work, Outcome, Cancel, Resolution, BreakGlass {}

  /** With this in place of the one of its type. */
  OperationView with(Part next) {
    return new OperationView(
        request,
        correlationId,
        version,
        state,
        next instanceof Decision its ? its : decision,
        next instanceof Approval its ? its : approval,
        next instanceof Work its ? its : work,
        next instanceof Outcome its ? its : outcome,
        next instanceof Cancel its ? its : cancel,
        next instanceof Resolution its ? its : resolution,
        next instanceof BreakGlass its ? its : breakGlass);
  }

  /**
   * Approvals and freezes were skipped.
   *
   * @param skipped what would have bound it
   * @param closedAt when another person closed the review; null while it is open
   * @param refused why the last attempt to close it failed; null where none has
   */
  public record BreakGlass(
      Instant usedAt,
      List<String> skipped,
      @Nullable Instant closedAt,
      @Nullable String closedBy,
      @Nullable String closedByName,
      @Nullable String comment,
      @Nullable String refused)
      implements Part {
    public BreakGlass {
      skipped = List.copyOf(skipped);
    }

    /** Whether nobody has closed the review. */
    public boolean open() {
      return closedAt == null;
    }
  }

  /**
   * @param refusal null when it was approved
   * @param hold what it waits for; null when it does not
   */
  public record Decision(
      Instant decidedAt,
      @Nullable Environment environment,
      @Nullable String classifiedBy,
      List<String> rules,
      String rulesVersion,
      @Nullable Instant expiresAt,
      @Nullable Refusal refusal,
      @Nullable Hold hold)
      implements Part {
    public Decision {
      rules = List.copyOf(rules);
    }
  }

  /** Why it waits, and until when. */
  public record Hold(String code, String message, Instant until) {}

  /** Why policy refused, for programs and for people. */
  public record Refusal(
      String code, String message, String nextStep, @Nullable ChangeRequest changeRequest) {}

  /**
   * @param place in the instance's queue, 1 is next; null when it is not waiting there
   * @param behind the operation that it waits for
   */
  public record Work(
      @Nullable Integer place,
      @Nullable String behind,
      @Nullable Instant notBefore,
      @Nullable Instant startedAt,
      @Nullable Integer attempt,
      @Nullable Progress progress)
      implements Part {
    static final Work NONE = new Work(null, null, null, null, null, null);
  }

  /** How far it is. */
  public record Progress(String phase, @Nullable Integer percent, String message) {}

  /**
   * @param success null where it is not known
   * @param result what the requester gets
   * @param late when a completion was found after the time-out
   * @param sight what was seen of an indeterminate one; null for any other
   */
  public record Outcome(
      Instant finishedAt,
      @Nullable Boolean success,
      double durationSeconds,
      Map<String, Object> result,
      @Nullable Fault fault,
      @Nullable String message,
      @Nullable String nextStep,
      @Nullable Instant late,
      @Nullable Sight sight)
      implements Part {
    public Outcome {
      result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
    }
  }

  /**
   * What was seen of an operation that nobody can tell the outcome of.
   *
   * @param evidenceId the id of the event that told it; whoever resolves the operation names it
   */
  public record Sight(String evidenceId, List<Evidence> evidence) {
    public Sight {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * A person's finding about an indeterminate operation.
   *
   * @param granted null until policy has answered
   * @param refused why not; null while it is open or granted
   * @param resolvedAt when it was put on record; null until then
   */
  public record Resolution(
      Instant requestedAt,
      String requestedBy,
      String outcome,
      String comment,
      @Nullable Boolean granted,
      @Nullable String refused,
      @Nullable Instant resolvedAt)
      implements Part {
    /** Whether it stands: policy believed it, or it is on record. */
    public boolean known() {
      return Boolean.TRUE.equals(granted) || resolvedAt != null;
    }

    Resolution answered(boolean yes, @Nullable String why) {
      return new Resolution(requestedAt, requestedBy, outcome, comment, yes, why, resolvedAt);
    }
  }

  /**
   * @param refused why not; null while it is open or granted
   * @param effect what came of it once it was granted: {@code stopped}, or {@code too-late} when
   *     RDS had been called; null while that is not known
   */
  public record Cancel(
      Instant requestedAt,
      String requestedBy,
      @Nullable String reason,
      @Nullable Boolean granted,
      @Nullable String refused,
      @Nullable String effect)
      implements Part {
    boolean wasGranted() {
      return Boolean.TRUE.equals(granted);
    }

    static Cancel asked(Instant at, String by, @Nullable String reason) {
      return new Cancel(at, by, reason, null, null, null);
    }

    Cancel effect(String came) {
      return new Cancel(requestedAt, requestedBy, reason, granted, refused, came);
    }
  }
}
