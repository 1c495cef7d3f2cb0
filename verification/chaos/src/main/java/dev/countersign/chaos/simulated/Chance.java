package dev.countersign.chaos.simulated;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that is left to chance, from one seed; faults end when the trouble does. */
public final class Chance {
  private static final Duration USUAL = Duration.ofMillis(4);
  private static final Duration SLOW = Duration.ofSeconds(14);

  private final SplittableRandom random;
  private boolean trouble = true;

  public Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From here on nothing goes wrong any more. */
  public void endTrouble() {
    trouble = false;
  }

  /** Whether anything still may. */
  public boolean isTrouble() {
    return trouble;
  }

  /** Whether a fault strikes that does so with this probability. */
  public boolean strikes(double probability) {
    return random.nextDouble() < probability && trouble;
  }

  /** Whether something is so that is with this probability. */
  public boolean one(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 0 up to 1. */
  public double unit() {
    return random.nextDouble();
  }

  /** From 0 up to the bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of these. */
  public <T> T of(List<T> things) {
    return things.get(below(things.size()));
  }

  /** As likely long as short. */
  public Duration upTo(Duration longest) {
    return Duration.ofNanos((long) (longest.toNanos() * random.nextDouble()));
  }

  /** Mostly short, at times up to the longest. */
  public Duration rarelyUpTo(Duration longest) {
    var unit = random.nextDouble();
    return Duration.ofNanos((long) (longest.toNanos() * unit * unit * unit));
  }

  /** Of a way or of a statement: some milliseconds, in times of trouble now and then seconds. */
  public Duration latency() {
    return upTo(strikes(0.005) ? SLOW : USUAL);
  }
}
