package dev.countersign.relay;

/**
 * What a handler's Uni fails with when the fault lies in the surroundings and will pass: the hop
 * tries again until it does. Anything else that a handler fails with is held to be about the event,
 * and puts the event into quarantine after a few attempts.
 */
public final class InfrastructureFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is not there at the moment. */
  public InfrastructureFault(String message, Throwable cause) {
    super(message, cause);
  }
}
