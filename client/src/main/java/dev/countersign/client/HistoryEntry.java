package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One event of an operation, as the gateway saw it.
 *
 * @param position in the history, from 1
 * @param type the CloudEvents type, for example {@code dev.countersign.operation.approved.v1}
 */
public record HistoryEntry(
    long position,
    String type,
    String id,
    String source,
    long sequence,
    Instant time,
    JsonNode data) {

  /** The short name of the type, for example {@code approved}. */
  public String name() {
    var parts = type.split("\\.");
    return parts.length < 2 ? type : parts[parts.length - 2];
  }
}
