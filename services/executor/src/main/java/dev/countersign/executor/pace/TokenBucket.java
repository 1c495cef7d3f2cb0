package dev.countersign.executor.pace;

import java.time.Duration;

/**
 * Hands out the moments at which calls may be made. Written as a virtual schedule (the "generic
 * cell rate algorithm"): each reservation moves it one interval on; a bucket's depth is how far it
 * may be ahead. Halves its rate when AWS throttles and creeps back. Not safe for concurrent use.
 */
final class TokenBucket {
  private static final double SLOWEST = 0.5;
  private static final double CREEP = 0.02;

  private final double fullRate;
  private final long depthNanos;
  private double rate;
  private long schedule;

  /**
   * @param perSecond the rate while nothing is throttled
   * @param burst how many may go at once after a rest
   */
  TokenBucket(double perSecond, int burst, long now) {
    this.fullRate = perSecond;
    this.rate = perSecond;
    this.depthNanos = (long) ((burst - 1) * Duration.ofSeconds(1).toNanos() / perSecond);
    this.schedule = now - depthNanos;
  }

  /** Takes a token and says how many nanoseconds to wait before using it. */
  long reserve(long now) {
    var due = Math.max(schedule, now - depthNanos);
    schedule = due + (long) (Duration.ofSeconds(1).toNanos() / rate);
    return Math.max(0, due - now);
  }

  /** AWS said that it was too fast. */
  void throttled(long now) {
    rate = Math.max(Math.min(SLOWEST, fullRate), rate / 2);
    // The burst is used up, too.
    schedule = Math.max(schedule, now);
  }

  /** A call went well. */
  void succeeded() {
    rate = Math.min(fullRate, rate + fullRate * CREEP);
  }

  /** At the present rate. */
  double tokens(long now) {
    var due = Math.max(schedule, now - depthNanos);
    return (now - due) * rate / Duration.ofSeconds(1).toNanos() + 1;
  }

  double rate() {
    return rate;
  }
}
