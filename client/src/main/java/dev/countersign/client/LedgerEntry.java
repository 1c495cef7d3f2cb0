package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An entry of the ledger.
 *
 * @param kind event, conflict, unreadable or alarm
 * @param leafHash base64
 * @param entry what is hashed, read as JSON; {@link Ledger#bytes} has the very bytes
 */
public record LedgerEntry(
    long index, String kind, String leafHash, Instant recordedAt, JsonNode entry) {

  /** A CloudEvents attribute, for example {@code type}; empty where the entry is no event. */
  public String attribute(String name) {
    return entry.path("attributes").path(name).asText("");
  }

  /** The event's data. */
  public JsonNode data() {
    return entry.path("data");
  }
}
