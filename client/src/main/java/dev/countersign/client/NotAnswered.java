package dev.countersign.client;

/** There was no answer, in time or at all, or none that can be read. */
public final class NotAnswered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAnswered(String what, Throwable cause) {
    super(what + ": " + cause, cause);
  }
}
