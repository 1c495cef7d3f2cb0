package dev.countersign.chaos.simulation;

import java.util.List;

/** Promise 2: none without an approval, or, by AWS's clock, after it has expired. */
record NoneUnapproved() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var last = world.rds.effects().getLast();
    var until = world.policy.until.get(last.operationId());
    return !last.isForeign() && (until == null || !last.atAws().isBefore(until))
        ? List.of("unapproved: " + last)
        : List.of();
  }
}
