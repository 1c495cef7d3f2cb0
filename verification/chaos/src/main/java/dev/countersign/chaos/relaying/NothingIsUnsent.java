package dev.countersign.chaos.relaying;

import java.util.stream.Stream;

/** Nothing stays unsent once the faults have ended. */
final class NothingIsUnsent implements Invariant {
  @Override
  public Stream<String> violations(World world) {
    var unsent = world.database.rows.values().stream().filter(row -> row.committed && !row.sent);
    var count = unsent.count();
    return count == 0 ? Stream.empty() : Stream.of(count + " rows are unsent for ever");
  }
}
