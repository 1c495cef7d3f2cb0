package dev.countersign.contracts.poison;

import dev.countersign.contracts.event.RawRecord;

/**
 * A record that no writer of ours would write.
 *
 * @param name what is wrong with which event, for whoever reads a test's output
 * @param refused whether no consumer may act on it; others may be understood, and harm nobody
 */
public record Poison(String name, RawRecord content, boolean refused) {
  @Override
  public String toString() {
    return name;
  }
}
