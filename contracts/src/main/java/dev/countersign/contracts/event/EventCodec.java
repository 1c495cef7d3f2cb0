package dev.countersign.contracts.event;

import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between events and Kafka records: CloudEvents' binary mode, {@code ce_*} headers and a JSON
 * value.
 */
public final class EventCodec {

  /** The headers, in a fixed order. */
  public static Map<String, String> headers(Event event) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", event.id());
    headers.put("ce_source", event.source());
    headers.put("ce_type", event.type());
    headers.put("ce_subject", event.subject());
    headers.put("ce_time", event.time().toString());
    headers.put("ce_partitionkey", event.partitionKey());
    headers.put("ce_sequence", Long.toString(event.sequence()));
    headers.put("ce_correlationid", event.trace().correlationId());
    putIfPresent(headers, "ce_causationid", event.trace().causationId());
    putIfPresent(headers, "ce_traceparent", event.trace().traceparent());
    headers.put("content-type", "application/json");
    return headers;
  }

  /** The value; null for a tombstone. */
  public static byte @Nullable [] value(Event event) {
    return event.data() instanceof InstanceEvent.InstanceGone ? null : Json.bytes(event.data());
  }

  /**
   * Reads a record.
   *
   * @throws UnreadableEvent when a header is missing or malformed, the type is unknown, or the
   *     value is not of it
   */
  public static Event read(Map<String, String> headers, byte @Nullable [] value) {
    if (!"1.0".equals(headers.get("ce_specversion"))) {
      throw new UnreadableEvent("header ce_specversion is not 1.0");
    }
    var type = required(headers, "ce_type");
    var dataType =
        EventTypes.find(type)
            .orElseThrow(() -> new UnreadableEvent("the event type is not known to this version"));
    try {
      return new Event(
          required(headers, "ce_id"),
          required(headers, "ce_source"),
          Instant.parse(required(headers, "ce_time")),
          required(headers, "ce_subject"),
          required(headers, "ce_partitionkey"),
          Long.parseLong(required(headers, "ce_sequence")),
          new Trace(
              required(headers, "ce_correlationid"),
              headers.get("ce_causationid"),
              headers.get("ce_traceparent")),
          data(dataType, required(headers, "ce_partitionkey"), value));
    } catch (DateTimeException e) {
      throw new UnreadableEvent("header ce_time is not an ISO 8601 time", e);
    } catch (NumberFormatException e) {
      throw new UnreadableEvent("header ce_sequence is not a number", e);
    } catch (UnreadableJson e) {
      throw new UnreadableEvent("the value is not what its type says", e);
    }
  }

  private static EventData data(
      Class<? extends EventData> type, String partitionKey, byte @Nullable [] value) {
    if (type == InstanceEvent.InstanceGone.class) {
      return new InstanceEvent.InstanceGone(key(partitionKey));
    }
    if (value == null) {
      throw new UnreadableEvent("the record has no value");
    }
    return Json.read(value, type);
  }

  private static InstanceKey key(String text) {
    try {
      return InstanceKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvent("header ce_partitionkey is not an instance key", e);
    }
  }

  private static String required(Map<String, String> headers, String name) {
    var value = headers.get(name);
    if (value == null || value.isEmpty()) {
      throw new UnreadableEvent("header " + name + " is missing");
    }
    return value;
  }

  private static void putIfPresent(
      Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private EventCodec() {}
}
