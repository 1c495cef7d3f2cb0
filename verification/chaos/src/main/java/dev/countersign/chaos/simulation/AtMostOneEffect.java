package dev.countersign.chaos.simulation;

import java.util.List;

/** Promise 2: at most one effect of an operation. */
record AtMostOneEffect() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var last = world.rds.effects().getLast();
    var same = world.rds.effectsOf(last.operationId());
    return !last.isForeign() && same.size() > 1
        ? List.of("doubled: " + last.operationId() + ": " + same)
        : List.of();
  }
}
