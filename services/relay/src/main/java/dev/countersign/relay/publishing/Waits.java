package dev.countersign.relay.publishing;

import java.time.Duration;

/** Longer and longer pauses between attempts. */
final class Waits {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  Duration next() {
    var now = next;
    var twice = now.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return now;
  }

  void reset() {
    next = FIRST;
  }
}
