package dev.countersign.chaos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that is left to chance, from one seed; it ends when the trouble does. */
final class Chance {
  private final SplittableRandom random;
  private boolean trouble = true;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From here on nothing goes wrong any more, so that everything can end. */
  void endTrouble() {
    trouble = false;
  }

  /** Whether something goes wrong that does so with this probability. */
  boolean strikes(double probability) {
    return random.nextDouble() < probability && trouble;
  }

  boolean one(double probability) {
    return random.nextDouble() < probability;
  }

  double unit() {
    return random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> things) {
    return things.get(below(things.size()));
  }

  /** Mostly near zero, at times up to the longest. */
  Duration upTo(Duration longest) {
    var unit = random.nextDouble();
    return Duration.ofMillis((long) (longest.toMillis() * unit * unit * unit));
  }
}
