package dev.countersign.chaos.simulation;

import java.util.List;

/** Where AWS's clock is far off, nothing could be told of what happens there: nothing is sent. */
record NoneWhereClocksDisagree() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var last = world.rds.effects().getLast();
    return !last.isForeign() && world.rds.isFarOff()
        ? List.of("sent to a clock that is far off: " + last)
        : List.of();
  }
}
