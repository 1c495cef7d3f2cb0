package dev.countersign.chaos.relaying;

import java.util.stream.Stream;

/** Whoever reads meets all events of a key for the first time in the order of their commits. */
final class ReadInOrder implements Invariant {
  @Override
  public Stream<String> violations(World world) {
    return Stream.of(world.reader.disorder()).filter(words -> !words.isEmpty());
  }
}
