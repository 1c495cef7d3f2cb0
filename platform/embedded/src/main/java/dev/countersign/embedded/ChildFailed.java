package dev.countersign.embedded;

/**
 * A child process did not start, or did not do what it was started for. The message says what to
 * do.
 */
public final class ChildFailed extends RuntimeException {
  public ChildFailed(String message) {
    super(message);
  }

  public ChildFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
