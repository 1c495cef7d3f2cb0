package dev.countersign.contracts.event;

import com.github.f4b6a3.uuid.UuidCreator;

/** Ids for operations and events: UUIDv7, which sort by the time of their making. */
public final class EventIds {
  /** A new id. */
  public static String next() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  private EventIds() {}
}
