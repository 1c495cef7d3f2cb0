package dev.countersign.audit.edge;

/** So many large answers are being made that this one has to come back. */
public final class TooManyReads extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a trace: it tells of no fault. */
  public TooManyReads() {
    super("too many large reads at once", null, false, false);
  }
}
