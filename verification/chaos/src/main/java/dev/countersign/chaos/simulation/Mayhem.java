package dev.countersign.chaos.simulation;

import java.time.Duration;

/**
 * What else goes wrong: the database, AWS's pace, and orderly ends. Processes die by themselves.
 */
final class Mayhem {
  private static final Duration BETWEEN = Duration.ofMinutes(6);
  private static final Duration USUAL_PACE = Duration.ofMillis(20);
  private static final Duration SLOW_PACE = Duration.ofSeconds(2);

  private final World world;

  Mayhem(World world) {
    this.world = world;
  }

  /** One thing after the other, until the trouble ends. */
  void begin() {
    world.timeline.in(
        world.chance.upTo(BETWEEN),
        () -> {
          if (world.chance.strikes(1)) {
            act();
            begin();
          }
        });
  }

  private void act() {
    switch (world.chance.below(4)) {
      case 0 -> {
        world.trace("the database is down");
        world.wire.down(true);
        world.timeline.in(world.chance.upTo(Duration.ofSeconds(40)), () -> world.wire.down(false));
      }
      case 1 -> {
        world.trace("AWS is slow");
        world.pace = SLOW_PACE;
        world.timeline.in(world.chance.upTo(BETWEEN), () -> world.pace = USUAL_PACE);
      }
      case 2 -> world.policy.rotate();
      default -> world.one().endInOrder();
    }
  }
}
