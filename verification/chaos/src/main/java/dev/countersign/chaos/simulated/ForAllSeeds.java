package dev.countersign.chaos.simulated;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Seed after seed, until something is wrong, or there have been enough steps or time. */
public final class ForAllSeeds {
  /**
   * What became of one seed.
   *
   * @param steps how many things happened
   * @param violations of the invariants; empty when all hold
   * @param trace what happened, in order
   */
  public record Result(long seed, long steps, List<String> violations, List<String> trace) {
    public Result {
      violations = List.copyOf(violations);
      trace = List.copyOf(trace);
    }

    @Override
    public String toString() {
      return String.join("\n", trace)
          + "\nBroken with seed "
          + seed
          + ":\n"
          + String.join("\n", violations);
    }
  }

  /**
   * What became of all.
   *
   * @param broken the first seed with which something is wrong
   */
  public record Outcome(long seeds, long steps, Optional<Result> broken) {}

  /** From this seed on. */
  public static Outcome from(
      long first, LongFunction<Result> simulation, long enoughSteps, Duration enoughTime) {
    var end = System.nanoTime() + enoughTime.toNanos();
    var steps = 0L;
    var seed = first;
    while (steps < enoughSteps && System.nanoTime() - end < 0) {
      var result = simulation.apply(seed++);
      steps += result.steps();
      if (!result.violations().isEmpty()) {
        return new Outcome(seed - first, steps, Optional.of(result));
      }
    }
    return new Outcome(seed - first, steps, Optional.empty());
  }

  private ForAllSeeds() {}
}
