package dev.countersign.audit.query;

/** What was asked for is not there, or not there yet. The message is for whoever asked. */
final class NotInLedger extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotInLedger(String message) {
    super(message);
  }
}
