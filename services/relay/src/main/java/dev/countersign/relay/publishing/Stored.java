package dev.countersign.relay.publishing;

import java.util.List;

/**
 * One event that was just stored.
 *
 * @param before the numbers of those that have to be published before it
 */
public record Stored(Unsent event, List<Long> before) {
  public Stored {
    before = List.copyOf(before);
  }
}
