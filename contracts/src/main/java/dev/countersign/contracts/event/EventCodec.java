package dev.countersign.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.Times;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Between events and Kafka records: CloudEvents' binary mode, {@code ce_*} headers and a JSON
 * value.
 */
public final class EventCodec {
  /** Those of CloudEvents and its extensions that an event of ours is made of. */
  static final List<String> ATTRIBUTES =
      List.of(
          "ce_specversion",
          "ce_id",
          "ce_source",
          "ce_type",
          "ce_subject",
          "ce_time",
          "ce_partitionkey",
          "ce_sequence",
          "ce_correlationid",
          "ce_causationid",
          "ce_traceparent",
          "ce_evidence");

  /** The longest evidence, in bytes: a person may be in many groups. */
  static final int MAX_EVIDENCE_BYTES = 32_768;

  private static final String EVIDENCE = "ce_evidence";
  private static final Pattern SEQUENCE = Pattern.compile("0|[1-9][0-9]{0,18}");

  /**
   * The headers, in a fixed order.
   *
   * @throws IllegalArgumentException when one of them could not be read again: the event is refused
   *     while whatever leads to it can still be taken back
   */
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
    if (event.evidence() != null) {
      headers.put(EVIDENCE, Json.text(event.evidence()));
    }
    headers.put("content-type", "application/json");
    headers.forEach((name, value) -> {
      if (name.equals(EVIDENCE)) {
        checkedEvidence(value);
      } else {
        checked(name, value);
      }
    });
    return headers;
  }

  /** The value; null for a tombstone. */
  public static byte @Nullable [] value(Event event) {
    return event.data() instanceof ResourceEvent.ResourceGone ? null : Json.bytes(event.data());
  }

  /**
   * Reads an event whose place in Kafka does not matter; {@link EventReader} reads records.
   *
   * @throws UnreadableEvent when a header is missing, malformed or longer than {@link
   *     Attribute#MAX_BYTES}, the type is unknown, or the value is not of it or speaks of something
   *     else than the headers
   */
  public static Event read(Map<String, String> headers, byte @Nullable [] value) {
    if (!"1.0".equals(headers.get("ce_specversion"))) {
      throw new UnreadableEvent("header ce_specversion is not 1.0");
    }
    var type = required(headers, "ce_type");
    var dataType =
        EventTypes.find(type)
            .orElseThrow(() -> new UnreadableEvent("the event type is not known to this version"));
    var partitionKey = required(headers, "ce_partitionkey");
    return consistent(
        new Event(
            required(headers, "ce_id"),
            required(headers, "ce_source"),
            time(required(headers, "ce_time")),
            required(headers, "ce_subject"),
            partitionKey,
            sequence(required(headers, "ce_sequence")),
            new Trace(
                required(headers, "ce_correlationid"),
                optional(headers, "ce_causationid"),
                optional(headers, "ce_traceparent")),
            evidence(headers.get(EVIDENCE)),
            data(dataType, partitionKey, value)));
  }

  /**
   * Headers and value are written together from one event. Where they differ, two readers could act
   * on two different operations, so neither may act.
   */
  private static Event consistent(Event event) {
    var expected =
        switch (event.data()) {
          case OperationEvent operation -> operation.operationId();
          case ResourceEvent resource -> resource.key().toString();
          case RecordEvent _ -> event.subject();
        };
    if (!expected.equals(event.subject())) {
      throw new UnreadableEvent("header ce_subject is not what the value is about");
    }
    return event;
  }

  private static EventData data(
      Class<? extends EventData> type, String partitionKey, byte @Nullable [] value) {
    if (type == ResourceEvent.ResourceGone.class) {
      if (value != null) {
        // The broker would keep it, where a tombstone takes the resource away.
        throw new UnreadableEvent("the record has a value");
      }
      return new ResourceEvent.ResourceGone(key(partitionKey));
    }
    if (value == null) {
      throw new UnreadableEvent("the record has no value");
    }
    try {
      return Json.read(value, type);
    } catch (UnreadableJson e) {
      throw new UnreadableEvent("the value is not what its type says: " + e.getMessage(), e);
    }
  }

  private static @Nullable Envelope evidence(@Nullable String text) {
    if (text == null) {
      return null;
    }
    checkedEvidence(text);
    try {
      return Json.read(text, Envelope.class);
    } catch (UnreadableJson e) {
      throw new UnreadableEvent("header ce_evidence is no signature: " + e.getMessage(), e);
    }
  }

  private static void checkedEvidence(String text) {
    if (text.getBytes(UTF_8).length > MAX_EVIDENCE_BYTES) {
      throw new UnreadableEvent(
          "header " + EVIDENCE + " is longer than " + MAX_EVIDENCE_BYTES + " bytes");
    }
  }

  private static Instant time(String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      throw new UnreadableEvent("header ce_time is not an ISO 8601 time", e);
    }
  }

  private static long sequence(String text) {
    try {
      // Digits of other scripts and a plus sign are numbers, too, to the parser alone.
      if (SEQUENCE.matcher(text).matches()) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw new UnreadableEvent("header ce_sequence is too large", e);
    }
    throw new UnreadableEvent("header ce_sequence is not a number from 0 on");
  }

  private static ResourceKey key(String text) {
    try {
      return ResourceKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvent(
          "header ce_partitionkey is not a resource key: " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> headers, String name) {
    var value = headers.get(name);
    if (value == null) {
      throw new UnreadableEvent("header " + name + " is missing");
    }
    checked(name, value);
    return value;
  }

  private static @Nullable String optional(Map<String, String> headers, String name) {
    return headers.containsKey(name) ? required(headers, name) : null;
  }

  private static void checked(String name, String value) {
    var problem = Attribute.problem(value);
    if (problem != null) {
      throw new UnreadableEvent("header " + name + ' ' + problem);
    }
  }

  private static void putIfPresent(
      Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private EventCodec() {}
}
