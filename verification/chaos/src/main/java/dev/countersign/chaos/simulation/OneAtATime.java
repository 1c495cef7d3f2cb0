package dev.countersign.chaos.simulation;

import java.util.List;
import java.util.Set;

/**
 * Operations on one resource, and on a cluster and its members, exclude each other: none has its
 * effect between another's intent and its end. But one that ended as done by a stranger's deed may
 * have a call that arrives later than that.
 */
record OneAtATime() implements Invariant {
  private static final Set<String> UNDER_WAY =
      Set.of("intent", "accepted", "unknown", "confirming", "watching");

  @Override
  public List<String> violations(World world) {
    var last = world.rds.effects().getLast();
    return last.isForeign() || SuccessIsReal.isLate(world, last)
        ? List.of()
        : world.records.rows().stream()
            .filter(row -> !row.operationId.equals(last.operationId()))
            .filter(row -> !row.ended && UNDER_WAY.contains(row.phase))
            .filter(row ->
                world.rds.exclusion(world.resource(row.operationId))
                    == world.rds.exclusion(last.resource()))
            .map(row ->
                "at the same time: " + last + " while " + row.operationId + " is " + row.phase)
            .toList();
  }
}
