package dev.countersign.chaos.simulation;

import java.util.List;
import java.util.stream.Stream;

/** Promise 1: what was approved is known, and ends. */
record EverythingEnds() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var lost = world.policy.approvals.keySet().stream().filter(id -> world.records.row(id) == null);
    var open = world.records.rows().stream().filter(row -> !row.ended);
    return Stream.concat(
            lost.map(id -> "lost: " + id),
            open.map(row -> "never ends: " + row.operationId + " in " + row.phase))
        .toList();
  }
}
