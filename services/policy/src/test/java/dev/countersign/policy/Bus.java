package dev.countersign.policy;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.ResourceEvent;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.embedded.EventBus;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the gateway and the executor say to policy, and what policy says to all, on real topics. */
final class Bus implements AutoCloseable {
  private final EventBus bus;

  Bus(String bootstrapServers) {
    bus = new EventBus(bootstrapServers);
  }

  void observe(Resource instance) {
    bus.send(
        Topics.RESOURCES, event(new ResourceObserved(instance), instance.key(), key(instance)));
  }

  /** After all that was said about another one. */
  void observe(Resource instance, ResourceKey behind) {
    bus.send(Topics.RESOURCES, event(new ResourceObserved(instance), behind, key(instance)));
  }

  void gone(ResourceKey instance) {
    bus.send(Topics.RESOURCES, event(new ResourceGone(instance), instance, instance.toString()));
  }

  /** Asks, and answers the event, so that it can be sent again. */
  Event ask(RequestEvent request, ResourceKey instance) {
    var event = event(request, instance, request.operationId());
    bus.send(Topics.REQUESTS, event);
    return event;
  }

  /** Asks with a signature that need not be the gateway's, or with none. */
  void ask(RequestEvent request, ResourceKey instance, @Nullable Envelope evidence) {
    bus.send(Topics.REQUESTS, with(evidence, event(request, instance, request.operationId())));
  }

  void again(Event event) {
    bus.send(Topics.REQUESTS, event);
  }

  /** The same content under a new id, as a writer that forgot would send it. */
  void reissue(Event event) {
    var key = ResourceKey.parse(event.partitionKey());
    bus.send(Topics.REQUESTS, event(event.data(), key, event.subject()));
  }

  /** All events about a subject, once there are that many. */
  List<Event> about(String subject, int count) {
    return bus.about(Topics.DECISIONS, subject, count);
  }

  /** The first event that the condition holds for. */
  Event first(Predicate<Event> condition) {
    return bus.first(Topics.DECISIONS, condition);
  }

  private static Event event(EventData data, ResourceKey key, String subject) {
    var source = data instanceof ResourceEvent ? "/countersign/executor" : "/countersign/gateway";
    var event =
        new Event(
            EventIds.next(),
            source,
            Instant.now(),
            subject,
            key.toString(),
            1,
            new Trace("correlation-" + subject, null, null),
            data);
    return data instanceof RequestEvent request ? with(Gateway.signs(request), event) : event;
  }

  private static Event with(@Nullable Envelope evidence, Event event) {
    return new Event(
        event.id(),
        event.source(),
        event.time(),
        event.subject(),
        event.partitionKey(),
        event.sequence(),
        event.trace(),
        evidence,
        event.data());
  }

  private static String key(Resource instance) {
    return instance.key().toString();
  }

  @Override
  public void close() {
    bus.close();
  }
}
