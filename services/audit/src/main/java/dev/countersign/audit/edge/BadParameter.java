package dev.countersign.audit.edge;

/** A question that has no answer. The message is for whoever asked. */
public final class BadParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /** Made where it is found out. */
  public BadParameter(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Which one. */
  public String field() {
    return field;
  }
}
