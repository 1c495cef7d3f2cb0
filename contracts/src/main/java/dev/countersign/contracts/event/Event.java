package dev.countersign.contracts.event;

import dev.countersign.contracts.decision.Envelope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent, version 1.0.
 *
 * @param id a UUIDv7, unique together with {@code source}
 * @param source the service that says so, for example {@code /countersign/policy}
 * @param time the writer's clock; for people, never for ordering
 * @param subject the operation id, or the resource key for events about resources
 * @param partitionKey the Kafka record's key
 * @param sequence from 1, without gaps, per source and subject, so that a lost event is visible; 0
 *     where a source does not number
 * @param trace how it hangs together with others
 * @param evidence who asked, signed by the gateway ({@link RequestEvidence}); null for what nobody
 *     asked for
 * @param data what it says
 */
public record Event(
    String id,
    String source,
    Instant time,
    String subject,
    String partitionKey,
    long sequence,
    Trace trace,
    @Nullable Envelope evidence,
    EventData data) {

  /** Something that nobody asked for. */
  public Event(
      String id,
      String source,
      Instant time,
      String subject,
      String partitionKey,
      long sequence,
      Trace trace,
      EventData data) {
    this(id, source, time, subject, partitionKey, sequence, trace, null, data);
  }

  /** The CloudEvents type, for example {@code dev.countersign.operation.approved.v1}. */
  public String type() {
    return EventTypes.of(data);
  }
}
