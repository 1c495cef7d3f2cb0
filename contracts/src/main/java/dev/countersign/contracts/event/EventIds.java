package dev.countersign.contracts.event;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;

/** Ids for operations and events: UUIDv7, which sort by the time of their making. */
public final class EventIds {
  /** A new id. */
  public static String next() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  /** No id that is made at this time or later sorts before it. */
  public static String firstAt(Instant time) {
    return UuidCreator.getTimeOrderedEpochMin(time).toString();
  }

  private EventIds() {}
}
