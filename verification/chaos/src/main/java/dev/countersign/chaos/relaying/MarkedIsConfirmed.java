package dev.countersign.chaos.relaying;

import java.util.stream.Stream;

/** What is noted down as sent is with the broker. */
final class MarkedIsConfirmed implements Invariant {
  @Override
  public Stream<String> violations(World world) {
    return world.database.rows.values().stream()
        .filter(row -> row.sent && !world.broker.has(row.number))
        .map(row -> row.number + " is marked, and the broker does not have it");
  }
}
