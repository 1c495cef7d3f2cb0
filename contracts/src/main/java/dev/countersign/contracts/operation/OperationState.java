package dev.countersign.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Where an operation stands, as a person sees it. Named for the event that led there. Views fed by
 * several topics may see events of one operation out of order; the state that stands later here
 * wins. An operation has one terminal state. {@code completed-late} after {@link #TIMED_OUT} and a
 * person's {@code resolved} after {@link #INDETERMINATE} are shown beside it and do not replace it.
 */
public enum OperationState {
  /** Durable, not decided yet. */
  REQUESTED(false),
  /** Waits for people. */
  APPROVAL_REQUIRED(false),
  /** Waits for the end of a freeze. */
  HELD(false),
  /** Decided; the executor has not heard of it yet. */
  APPROVED(false),
  /** Waits for its time. */
  SCHEDULED(false),
  /** Waits for its turn on the instance. */
  QUEUED(false),
  /** The executor works on it; RDS may be affected from here on. */
  STARTED(false),
  /** Policy refused. */
  REJECTED(true),
  /** The people who had to agree did not, in time. */
  APPROVAL_EXPIRED(true),
  /** Stopped before anything reached RDS. */
  CANCELLED(true),
  /** Certainly not done. */
  FAILED(true),
  /** Accepted by RDS, not done in time, still watched. */
  TIMED_OUT(true),
  /** Cannot be established; a person has to look. */
  INDETERMINATE(true),
  /** Seen done. */
  SUCCEEDED(true);

  private final boolean terminal;

  OperationState(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether the operation has ended. */
  public boolean terminal() {
    return terminal;
  }

  /** For example {@code timed-out}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads {@link #wireName}. */
  @JsonCreator
  public static OperationState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
