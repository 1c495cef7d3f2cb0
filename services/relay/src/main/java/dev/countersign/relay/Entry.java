package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.UnreadableEvent;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Kafka record as it came. */
record Entry(
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    Map<String, String> headers,
    byte @Nullable [] value) {

  /** The records of a batch, each partition's in its order. */
  static List<Entry> of(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return batch.getRecords().stream().map(Entry::of).toList();
  }

  private static Entry of(KafkaRecord<String, byte[]> kafka) {
    if (!(kafka instanceof IncomingKafkaRecord<String, byte[]> entry)) {
      throw new IllegalArgumentException("not a record that was received");
    }
    var headers = new LinkedHashMap<String, String>();
    for (var header : entry.getHeaders()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    return new Entry(
        entry.getTopic(),
        entry.getPartition(),
        entry.getOffset(),
        entry.getKey(),
        headers,
        entry.getPayload());
  }

  /** What the record says. Never throws: content that cannot be read is a value, too. */
  Read read() {
    try {
      return new Read.Understood(this, EventCodec.read(withTrace(), value));
    } catch (UnreadableEvent e) {
      return new Read.Poison(this, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Read.Poison(this, "reading it failed with " + e.getClass().getName());
    }
  }

  // Writers that know OpenTelemetry and not the CloudEvents extension use the plain header.
  private Map<String, String> withTrace() {
    var traceparent = headers.get("traceparent");
    if (traceparent == null || headers.containsKey("ce_traceparent")) {
      return headers;
    }
    var traced = new LinkedHashMap<>(headers);
    traced.put("ce_traceparent", traceparent);
    return traced;
  }

  /** A record that was looked at. */
  sealed interface Read {
    /** The record itself. */
    Entry from();

    /** It is an event. */
    record Understood(Entry from, Event event) implements Read {}

    /** It is nothing that this version understands, or nothing that it can handle. */
    record Poison(Entry from, String reason) implements Read {}
  }
}
