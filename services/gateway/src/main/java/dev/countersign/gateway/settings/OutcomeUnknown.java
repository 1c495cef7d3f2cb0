package dev.countersign.gateway.settings;

/** The database took a change and has not said what became of it. */
public final class OutcomeUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operationId;

  OutcomeUnknown(String operationId, Throwable cause) {
    super("no answer about " + operationId, cause);
    this.operationId = operationId;
  }

  /** The operation that the change was about. */
  public String operationId() {
    return operationId;
  }
}
