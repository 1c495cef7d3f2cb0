package dev.countersign.simulator.fault;

import java.util.Locale;

/**
 * The kinds of trouble. The first ones come before the effect, which then does not happen; the last
 * ones come after it.
 */
public enum Kind {
  /** 400 Throttling, "Rate exceeded". */
  THROTTLE,
  /** Waits before anything is done. */
  LATENCY,
  /** 500 InternalFailure, no effect. */
  HTTP_500,
  /** 503 ServiceUnavailable, no effect. */
  HTTP_503,
  /** The connection ends without an answer, no effect. */
  CONNECTION_RESET,
  /** 403 AccessDenied. */
  ACCESS_DENIED,
  /** 403 ExpiredToken. */
  EXPIRED_TOKEN,
  /** The status, the code and the message that the rule has. */
  REFUSED,
  /** 400 InsufficientDBInstanceCapacity. */
  INSUFFICIENT_CAPACITY,
  /** The effect happens, then the connection ends without an answer. */
  ANSWER_LOST,
  /** The effect happens, then 500 InternalFailure. */
  ANSWER_500,
  /** The effect happens, the answer waits. */
  ANSWER_DELAYED,
  /** The call is accepted; later it fails with an event, and the old value stays. */
  ACCEPTED_THEN_FAILS;

  public String shown() {
    return name().toLowerCase(Locale.ROOT);
  }
}
