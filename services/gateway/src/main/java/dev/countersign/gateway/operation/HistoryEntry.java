package dev.countersign.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/**
 * One event of an operation.
 *
 * @param position from 1, in the order in which this service saw them
 * @param type the CloudEvents type
 * @param id the event's id
 */
public record HistoryEntry(
    long position,
    String type,
    String id,
    String source,
    long sequence,
    Instant time,
    JsonNode data) {
  private static final String PREFIX = "dev.countersign.operation.";

  static HistoryEntry of(Row row) {
    return new HistoryEntry(
        row.getLong("position"),
        row.getString("type"),
        row.getString("event_id"),
        row.getString("source"),
        row.getLong("sequence"),
        row.getOffsetDateTime("time").toInstant(),
        Json.read(row.getString("data"), JsonNode.class));
  }

  /** The type without what all types share: {@code timed-out}. */
  public String name() {
    return type.startsWith(PREFIX)
        ? type.substring(PREFIX.length()).replaceFirst("\\.v\\d+$", "")
        : type;
  }
}
