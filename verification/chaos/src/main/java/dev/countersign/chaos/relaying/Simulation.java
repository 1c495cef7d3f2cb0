package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.ForAllSeeds.Result;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One seed: a relay in trouble, then peace until everything must be published. */
public final class Simulation {
  private static final Duration TROUBLE = Duration.ofMinutes(6);

  /** From here on nothing is wrong any more, and what was has been got over. */
  static final Duration PEACE = TROUBLE.plusMinutes(2);

  private static final Duration END = PEACE.plusMinutes(1);
  private static final int LOOK_EVERY = 64;

  /** Runs a seed, with a planted mistake or without. */
  public static Result run(long seed, Plant plant) {
    var world = new World(seed, plant);
    new Mayhem(world).until(TROUBLE);
    for (int second = 0; second < 40; second++) {
      world.timeline.at(
          PEACE.plusSeconds(second).toNanos(), () -> world.one().commit(world.key(), 1));
    }
    var marks = 0L;
    var violations = List.<String>of();
    while (violations.isEmpty() && world.timeline.now() < END.toNanos()) {
      world.timeline.step();
      if (world.database.marks > marks || world.timeline.steps() % LOOK_EVERY == 0) {
        marks = world.database.marks;
        violations = violations(world, Invariant.ALWAYS);
      }
    }
    return new Result(
        seed,
        world.timeline.steps(),
        violations.isEmpty() ? violations(world, Invariant.IN_THE_END) : violations,
        world.traced());
  }

  private static List<String> violations(World world, Invariant[] invariants) {
    return Stream.of(invariants).flatMap(each -> each.violations(world)).toList();
  }

  private Simulation() {}
}
