package dev.countersign.chaos.relaying;

import java.time.Duration;
import java.util.stream.Stream;

/** While nothing is wrong, a commit is published at once, and not by the safety net. */
final class PeaceIsPrompt implements Invariant {
  private static final Duration PROMPT = Duration.ofSeconds(1);

  @Override
  public Stream<String> violations(World world) {
    return world.database.rows.values().stream()
        .filter(row -> row.committed && row.committedAt > Simulation.PEACE.toNanos())
        .filter(row -> row.readAt != null && row.readAt - row.committedAt > PROMPT.toNanos())
        .map(row -> row.number + " was published late, in times of peace");
  }
}
