package dev.countersign.executor.pace;

/** A call's turn would come later than it could still be sent: nothing was sent. */
public final class TurnTooFar extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TurnTooFar() {
    super("too many calls wait for their turn", null, false, false);
  }
}
