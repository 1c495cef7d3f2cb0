package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.ForAllSeeds.Result;
import java.time.Duration;
import java.util.ArrayList;

/**
 * One seed: some operations in trouble, then peace until everything has ended; and the same number
 * of operations without any trouble.
 */
public final class Simulation {
  private static final int OPERATIONS = 12;
  private static final Duration ARRIVALS = Duration.ofMinutes(14);
  private static final Duration TROUBLE = Duration.ofMinutes(20);
  private static final Duration PATIENCE = Duration.ofHours(8);
  private static final double CANCELLED = 0.15;

  /** Runs a seed, with a planted mistake or without. */
  public static Result run(long seed, Plant plant) {
    var troubled = run(new World(seed, plant, false), seed);
    if (!troubled.violations().isEmpty()) {
      return troubled;
    }
    var world = new World(seed, plant, true);
    var peaceful = run(world, seed);
    var violations = new ArrayList<>(peaceful.violations());
    if (violations.isEmpty()) {
      Invariant.IN_PEACE.forEach(each -> violations.addAll(each.violations(world)));
    }
    return new Result(seed, troubled.steps() + peaceful.steps(), violations, peaceful.trace());
  }

  private static Result run(World world, long seed) {
    for (var number = 0; number < OPERATIONS; number++) {
      var which = number;
      world.timeline.in(world.chance.upTo(ARRIVALS), () -> approve(world, which));
    }
    if (!world.peaceful) {
      new Strangers(world).begin();
      new Mayhem(world).begin();
    }
    world.timeline.in(TROUBLE, world.chance::endTrouble);
    var effects = 0;
    var violations = new ArrayList<String>();
    while (violations.isEmpty() && !over(world)) {
      world.timeline.step();
      violations.addAll(world.wrong());
      if (world.rds.effects().size() > effects) {
        effects = world.rds.effects().size();
        Invariant.ALWAYS.forEach(each -> violations.addAll(each.violations(world)));
      }
    }
    if (violations.isEmpty()) {
      Invariant.IN_THE_END.forEach(each -> violations.addAll(each.violations(world)));
    }
    return new Result(seed, world.timeline.steps(), violations, world.traced());
  }

  private static void approve(World world, int number) {
    world.publish(world.policy.approve(number));
    if (world.chance.one(CANCELLED)) {
      world.timeline.in(
          Duration.ofSeconds(40).plus(world.chance.rarelyUpTo(Duration.ofMinutes(5))),
          () -> world.publish(world.policy.cancel(number)));
    }
  }

  private static boolean over(World world) {
    var now = Duration.ofNanos(world.timeline.now());
    if (now.compareTo(PATIENCE) > 0) {
      return true;
    }
    // A call may still be on its way for as long as its credentials live.
    return now.compareTo(TROUBLE) > 0
        && world.rds.now().isAfter(world.rds.lastCredentials())
        && world.records.rows().size() == OPERATIONS
        && world.records.rows().stream().allMatch(row -> row.ended);
  }

  private Simulation() {}
}
