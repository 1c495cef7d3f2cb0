package dev.countersign.chaos.simulation;

import java.util.List;

/**
 * No call leaves before its own intent is on record: else nobody would look for it after a crash.
 */
record NoneWithoutIntent() implements Invariant {
  @Override
  public List<String> violations(World world) {
    var last = world.rds.effects().getLast();
    return last.isForeign() || isIntended(world, last)
        ? List.of()
        : List.of("without an intent on record: " + last);
  }

  private static boolean isIntended(World world, Effect effect) {
    var row = world.records.row(effect.operationId());
    var recorded = row == null ? null : row.intents.get(effect.session());
    return recorded != null && !recorded.isAfter(effect.sentAt());
  }
}
