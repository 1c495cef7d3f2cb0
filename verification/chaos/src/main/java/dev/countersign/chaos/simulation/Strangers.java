package dev.countersign.chaos.simulation;

import java.time.Duration;
import java.util.List;

/**
 * Others at work in the account: they restart, stop, start and delete instances, and tell nobody.
 */
final class Strangers {
  private static final Duration BETWEEN = Duration.ofMinutes(4);
  private static final double DELETES = 0.03;

  private final World world;

  Strangers(World world) {
    this.world = world;
  }

  /** One deed after the other, until the trouble ends. */
  void begin() {
    world.timeline.in(
        Duration.ofSeconds(1 + world.chance.below((int) BETWEEN.toSeconds())),
        () -> {
          if (world.chance.strikes(1)) {
            act(world.chance.of(world.rds.instances()));
            begin();
          }
        });
  }

  private void act(SimulatedInstance instance) {
    if (world.chance.one(DELETES)) {
      world.trace("a stranger deletes " + instance.identifier);
      instance.delete();
      return;
    }
    var action =
        instance.status().equals("stopped")
            ? "StartDBInstance"
            : world.chance.of(List.of("RebootDBInstance", "RebootDBInstance", "StopDBInstance"));
    if (world.rds.foreign(action, instance)) {
      world.trace("a stranger: " + action + " of " + instance.identifier);
    }
  }
}
