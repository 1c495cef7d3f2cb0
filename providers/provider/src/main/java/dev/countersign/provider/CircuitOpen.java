package dev.countersign.provider;

/** Calls there are not answered; none is made for a moment. */
public final class CircuitOpen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No stack: nothing here is at fault. */
  public CircuitOpen() {
    super("AWS does not answer there; no calls are made for a moment", null, false, false);
  }
}
