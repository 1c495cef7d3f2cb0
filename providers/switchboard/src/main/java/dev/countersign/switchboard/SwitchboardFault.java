package dev.countersign.switchboard;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.operation.Refusal;

/** The service answered, and not with a success. */
public final class SwitchboardFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final int THROTTLED = 429;
  private static final int SERVER_ERROR = 500;

  private final int status;
  private final String code;

  public SwitchboardFault(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** What it means for a call. An error of the service itself says nothing about the effect. */
  public CallAnswer asAnswer() {
    return status >= SERVER_ERROR
        ? new CallAnswer.Unanswered("the switchboard failed with " + code)
        : new CallAnswer.Refused(refusal(), new Fault(slug(), code, null, message(), nextStep()));
  }

  private Refusal refusal() {
    return switch (status) {
      case CONFLICT -> Refusal.CONFLICT;
      case THROTTLED -> Refusal.THROTTLED;
      default -> Refusal.FINAL;
    };
  }

  private String slug() {
    return switch (status) {
      case FORBIDDEN -> "not-permitted";
      case CONFLICT -> "version-conflict";
      case THROTTLED -> "throttled";
      default -> "refused-by-service";
    };
  }

  private String nextStep() {
    return switch (status) {
      case FORBIDDEN -> "Have the role's rights on the switchboard looked at.";
      case CONFLICT, THROTTLED -> "Submit the operation again in a minute.";
      default -> "Look at the line, and submit another operation.";
    };
  }

  boolean forbidden() {
    return status == FORBIDDEN;
  }

  boolean throttled() {
    return status == THROTTLED;
  }

  boolean ofTheServiceItself() {
    return status >= SERVER_ERROR;
  }

  /** For a log or the requester. */
  String words() {
    return code + ": " + message();
  }

  private String message() {
    return String.valueOf(getMessage());
  }
}
