package dev.countersign.executor.core;

import java.time.Duration;

/** How long to wait before trying again: doubling, bounded, spread by jitter. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 7;

  /**
   * @param times how often it has been waited for already
   * @param jitter 0 to 1; takes off up to half, so that those who failed together do not come back
   *     together
   */
  static Duration after(int times, double jitter) {
    var full = FIRST.multipliedBy(1L << Math.min(Math.max(times, 0), DOUBLINGS));
    var bounded = full.compareTo(LONGEST) > 0 ? LONGEST : full;
    return Duration.ofMillis((long) (bounded.toMillis() * (1 - jitter / 2)));
  }

  private Backoff() {}
}
