package dev.countersign.audit.edge;

/** What was asked for is not there, or not there yet. The message is for whoever asked. */
public final class NotInLedger extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Made where it is found out. */
  public NotInLedger(String message) {
    super(message);
  }
}
