package dev.countersign.chaos.relaying;

import java.util.stream.Stream;

/**
 * No process is judged dead that only has to wait. One that is, is stuck: for that, there is no
 * other explanation.
 */
final class LivenessIsRight implements Invariant {
  @Override
  public Stream<String> violations(World world) {
    return world.alive().stream()
        .filter(one -> one.looksDead(world.oldest(), world.broker.answers()))
        .map(one -> one.name() + " does not move any more, and its liveness says so");
  }
}
