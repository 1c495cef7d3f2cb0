package dev.countersign.contracts.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it came, whichever client read it.
 *
 * @param key as text; null where there is none
 * @param value null for a tombstone
 */
public record RawRecord(
    String topic, @Nullable String key, List<RawHeader> headers, byte @Nullable [] value) {
  public RawRecord {
    headers = List.copyOf(headers);
  }

  /** The record of these parts. NullAway sees that a value may be null in methods alone. */
  public static RawRecord of(
      String topic, @Nullable String key, List<RawHeader> headers, byte @Nullable [] value) {
    return new RawRecord(topic, key, headers, value);
  }
}
