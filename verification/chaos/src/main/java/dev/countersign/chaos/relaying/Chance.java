package dev.countersign.chaos.relaying;

import java.time.Duration;
import java.util.SplittableRandom;

/** Everything that is left to chance, from one seed; faults end when the trouble does. */
final class Chance {
  private static final Duration USUAL = Duration.ofMillis(4);
  private static final Duration SLOW = Duration.ofSeconds(14);

  private final SplittableRandom random;
  private boolean trouble = true;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  void endTrouble() {
    trouble = false;
  }

  /** Whether a fault strikes that does so with this probability. */
  boolean strikes(double probability) {
    return random.nextDouble() < probability && trouble;
  }

  boolean one(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Duration upTo(Duration longest) {
    return Duration.ofNanos((long) (longest.toNanos() * random.nextDouble()));
  }

  /** Of a way or of a statement: some milliseconds, in times of trouble now and then seconds. */
  Duration latency() {
    return upTo(strikes(0.005) ? SLOW : USUAL);
  }
}
