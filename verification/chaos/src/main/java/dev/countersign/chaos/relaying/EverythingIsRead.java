package dev.countersign.chaos.relaying;

import java.util.stream.Stream;

/** What was committed was published at least once. */
final class EverythingIsRead implements Invariant {
  @Override
  public Stream<String> violations(World world) {
    return world.database.rows.values().stream()
        .filter(row -> row.committed && !world.broker.has(row.number))
        .map(row -> row.number + " was committed and never published");
  }
}
