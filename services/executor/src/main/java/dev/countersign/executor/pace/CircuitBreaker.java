package dev.countersign.executor.pace;

import java.time.Duration;

/** Stops calling where nothing answers, and tries again with one call. Not for concurrent use. */
final class CircuitBreaker {
  /** Where it stands. */
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private static final int FAILURES = 8;
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private State state = State.CLOSED;
  private int failures;
  private long openUntil;

  /** Whether a call may be made now. */
  boolean admits(long now) {
    return switch (state) {
      case CLOSED -> true;
      case HALF_OPEN -> now - openUntil >= 0 && probe(now);
      case OPEN -> now - openUntil >= 0 && probe(now);
    };
  }

  /** Lets one through, and the next only after another pause, should that one never be heard of. */
  private boolean probe(long now) {
    state = State.HALF_OPEN;
    openUntil = now + PAUSE;
    return true;
  }

  /** AWS answered, whatever it said. */
  void answered() {
    failures = 0;
    state = State.CLOSED;
  }

  /** AWS did not answer, or only with a server error. */
  void failed(long now) {
    failures++;
    if (state == State.HALF_OPEN || failures >= FAILURES) {
      state = State.OPEN;
      openUntil = now + PAUSE;
    }
  }

  State state() {
    return state;
  }
}
