package dev.countersign.executor.cloud;

import java.time.Duration;
import java.time.Instant;

/**
 * By how much AWS's clock is ahead of ours. An answer's date has whole seconds, and somewhere on
 * its way it was written: so it is known between two bounds, and closer with every answer.
 *
 * @param least AWS's clock is ahead by at least this; negative where it may be behind
 * @param most and by at most this
 */
record ClockOffset(Duration least, Duration most) {
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  /** What one answer tells. */
  static ClockOffset of(Instant sent, Instant date, Instant received) {
    return new ClockOffset(
        Duration.between(received, date), Duration.between(sent, date.plus(RESOLUTION)));
  }

  /** What both tell; where they contradict each other, a clock was set, and the later one holds. */
  ClockOffset and(ClockOffset later) {
    var from = least.compareTo(later.least) > 0 ? least : later.least;
    var to = most.compareTo(later.most) < 0 ? most : later.most;
    return from.compareTo(to) > 0 ? later : new ClockOffset(from, to);
  }

  /** Zero as long as the clocks may agree. */
  Duration skew() {
    if (least.isPositive()) {
      return least;
    }
    return most.isNegative() ? most : Duration.ZERO;
  }
}
