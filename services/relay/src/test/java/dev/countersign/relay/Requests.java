package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events to send to the test service. */
final class Requests {
  static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  static ResourceKey instance(int number) {
    return ResourceKey.parse("111122223333:eu-central-1:rds:db:db-" + number);
  }

  static Event cancel(int instance, long sequence) {
    return cancel(instance, sequence, null);
  }

  static Event cancel(int instance, long sequence, @Nullable String reason) {
    var key = instance(instance);
    var id = EventIds.next();
    return new Event(
        id,
        "/countersign/gateway",
        Instant.now(),
        id,
        key.toString(),
        sequence,
        new Trace(id, null, TRACEPARENT),
        new CancelRequested(id, key, reason, new Requester("ada", null, List.of())));
  }

  /** The event as it is received, at the offset of its sequence. */
  static InboxRecord entry(Event event) {
    return entry(event, event.sequence());
  }

  static InboxRecord entry(Event event, long offset) {
    return entry(offset, event.partitionKey(), EventCodec.headers(event), EventCodec.value(event));
  }

  /** A record of the requests topic, whatever it is. */
  static InboxRecord entry(
      long offset, String key, Map<String, String> headers, byte @Nullable [] value) {
    var raw =
        headers.entrySet().stream()
            .map(header -> RawHeader.of(header.getKey(), header.getValue().getBytes(UTF_8)))
            .toList();
    return new InboxRecord(3, offset, RawRecord.of(Topics.REQUESTS, key, raw, value));
  }

  private Requests() {}
}
