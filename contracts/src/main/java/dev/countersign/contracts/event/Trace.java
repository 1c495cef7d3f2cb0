package dev.countersign.contracts.event;

import org.jspecify.annotations.Nullable;

/**
 * How an event hangs together with others.
 *
 * @param correlationId the same from the edge through every hop
 * @param causationId the id of the event that led to this one; null at the edge
 * @param traceparent W3C trace context, when the caller sent one
 */
public record Trace(
    String correlationId, @Nullable String causationId, @Nullable String traceparent) {
  /** The trace of whatever the given event leads to. */
  public static Trace causedBy(Event event) {
    return new Trace(event.trace().correlationId(), event.id(), event.trace().traceparent());
  }
}
