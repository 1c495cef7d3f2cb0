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

  private final double budget;
  private final int burst;
  private double fullRate;
  private long depthNanos;
  private double rate;
  private long schedule;

  /**
   * @param perSecond the rate while nothing is throttled, of all who share it
   * @param burst how many may go at once after a rest, of all who share it
   */
  TokenBucket(double perSecond, int burst, long now) {
    this.budget = perSecond;
    this.burst = burst;
    this.rate = perSecond;
    share(1);
    this.schedule = now - depthNanos;
  }

  /**
   * Takes one of so many equal parts from now on. What throttling took away stays away; at least
   * one call may always go after a rest.
   */
  void share(int parts) {
    var before = fullRate;
    fullRate = budget / parts;
    rate = before == 0 ? fullRate : rate * fullRate / before;
    var part = Math.max(1, burst / parts);
    depthNanos = (long) ((part - 1) * Duration.ofSeconds(1).toNanos() / fullRate);
  }

  /** Takes a token and says how many nanoseconds to wait before using it. */
  long reserve(long now) {
    var wait = waiting(now);
    schedule = due(now) + (long) (Duration.ofSeconds(1).toNanos() / rate);
    return wait;
  }

  /** How many nanoseconds whoever took a token now would have to wait. */
  long waiting(long now) {
    return Math.max(0, due(now) - now);
  }

  private long due(long now) {
    return Math.max(schedule, now - depthNanos);
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
    return (now - due(now)) * rate / Duration.ofSeconds(1).toNanos() + 1;
  }

  double rate() {
    return rate;
  }
}
