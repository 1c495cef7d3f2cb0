package dev.countersign.chaos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Others at work in the account: they restart, stop, start, fail over and delete what is there, and
 * tell nobody.
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
            act(world.chance.of(world.rds.resources()));
            begin();
          }
        });
  }

  private void act(SimulatedResource resource) {
    if (world.chance.one(DELETES)) {
      world.trace("a stranger deletes " + resource.identifier);
      world.rds.delete(resource);
      return;
    }
    var action = action(resource);
    var arguments = arguments(action);
    if (world.rds.foreign(action, resource, arguments)) {
      world.trace("a stranger: " + action + " of " + resource.identifier + ' ' + arguments);
    }
  }

  /** RDS writes down which member a failover promotes: it is always named. */
  private Map<String, String> arguments(String action) {
    var cluster = world.rds.cluster();
    return action.equals("FailoverDBCluster")
        ? Map.of(Effect.TARGET, world.chance.of(cluster.readers()).identifier)
        : Map.of();
  }

  private String action(SimulatedResource resource) {
    var stopped = resource.status().equals("stopped");
    return switch (resource) {
      case SimulatedCluster _ ->
          stopped
              ? "StartDBCluster"
              : world.chance.of(List.of("FailoverDBCluster", "FailoverDBCluster", "StopDBCluster"));
      case SimulatedInstance _ ->
          stopped
              ? "StartDBInstance"
              : world.chance.of(List.of("RebootDBInstance", "RebootDBInstance", "StopDBInstance"));
    };
  }
}
