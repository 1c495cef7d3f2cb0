package dev.countersign.contracts.event;

import org.jspecify.annotations.Nullable;

/** One header of a Kafka record as it came: its name may repeat, and its value may be missing. */
public record RawHeader(String name, byte @Nullable [] value) {
  /** The header of these parts. NullAway sees that a value may be null in methods alone. */
  public static RawHeader of(String name, byte @Nullable [] value) {
    return new RawHeader(name, value);
  }
}
