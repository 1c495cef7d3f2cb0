package dev.countersign.audit.query;

/** A question that has no answer. The message is for whoever asked. */
final class BadParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  BadParameter(String field, String message) {
    super(message);
    this.field = field;
  }

  String field() {
    return field;
  }
}
