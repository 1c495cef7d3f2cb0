package dev.countersign.chaos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One seed: some operations in trouble, then peace until everything has ended. */
public final class Simulation {
  private static final int OPERATIONS = 8;
  private static final Duration TROUBLE = Duration.ofMinutes(40);
  private static final Duration PATIENCE = Duration.ofHours(8);

  /**
   * @param steps how many things happened
   * @param violations of the promises; empty when all hold
   * @param trace everything that happened, in order
   */
  public record Result(long seed, long steps, List<String> violations, List<String> trace) {
    public Result {
      violations = List.copyOf(violations);
      trace = List.copyOf(trace);
    }
  }

  /** Runs a seed, with a planted mistake or without. */
  public static Result run(long seed, Plant plant) {
    var world = new World(seed, plant);
    for (var number = 0; number < OPERATIONS; number++) {
      var which = number;
      world.timeline.in(Duration.ofSeconds(world.chance.below(1500)), () -> world.approve(which));
    }
    new Strangers(world).begin();
    world.timeline.in(TROUBLE, world.chance::endTrouble);
    var start = world.timeline.now();
    var violations = new ArrayList<String>();
    var effects = 0;
    while (violations.isEmpty() && !over(world, start)) {
      world.timeline.step();
      if (world.rds.effects().size() > effects) {
        effects = world.rds.effects().size();
        Invariants.ALWAYS.forEach(each -> violations.addAll(each.violations(world)));
      }
    }
    if (violations.isEmpty()) {
      Invariants.IN_THE_END.forEach(each -> violations.addAll(each.violations(world)));
    }
    return new Result(seed, world.timeline.steps(), violations, world.traced());
  }

  private static boolean over(World world, java.time.Instant start) {
    var age = Duration.between(start, world.timeline.now());
    if (age.compareTo(PATIENCE) > 0) {
      return true;
    }
    // A call may still be on its way for as long as its credentials live.
    return age.compareTo(TROUBLE.plus(Duration.ofMinutes(20))) > 0
        && world.approvedUntil.size() == OPERATIONS
        && world.records.rows().size() == OPERATIONS
        && world.records.rows().stream().allMatch(row -> row.ended);
  }

  private Simulation() {}
}
