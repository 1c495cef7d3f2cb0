package dev.countersign.chaos.relaying;

import java.time.Duration;
import java.util.Optional;

/** Seed after seed, until something is wrong, or there have been enough steps or time. */
public final class ForAllSeeds {
  /**
   * @param broken the first seed with which something is wrong
   */
  public record Outcome(long seeds, long steps, Optional<Simulation.Result> broken) {}

  /** From this seed on. */
  public static Outcome from(long first, Plant plant, long enoughSteps, Duration enoughTime) {
    var end = System.nanoTime() + enoughTime.toNanos();
    var steps = 0L;
    var seed = first;
    while (steps < enoughSteps && System.nanoTime() - end < 0) {
      var result = Simulation.run(seed++, plant);
      steps += result.steps();
      if (!result.violations().isEmpty()) {
        return new Outcome(seed - first, steps, Optional.of(result));
      }
    }
    return new Outcome(seed - first, steps, Optional.empty());
  }

  private ForAllSeeds() {}
}
