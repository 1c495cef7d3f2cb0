package dev.countersign.executor;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.embedded.EventBus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a test says as policy, and hears from the executor. */
final class Topic implements AutoCloseable {
  private final EventBus bus;

  Topic(String bootstrapServers) {
    bus = new EventBus(bootstrapServers);
  }

  Event decide(Event decision) {
    bus.send(Topics.DECISIONS, decision);
    return decision;
  }

  /** The newest that was heard of an instance. */
  Instance instance(String identifier) {
    return newest(identifier, Instance.class);
  }

  /** The newest that was heard of a cluster. */
  Cluster cluster(String identifier) {
    return newest(identifier, Cluster.class);
  }

  /** All that were heard of, each as it was last. */
  List<Resource> resources() {
    var newest = new LinkedHashMap<ResourceKey, Resource>();
    bus.upToDate(Topics.RESOURCES)
        .forEach(event -> {
          if (event.data() instanceof ResourceObserved(var resource)) {
            newest.put(resource.key(), resource);
          }
        });
    return List.copyOf(newest.values());
  }

  /** Of the whole topic: those before are there first when it is read from its beginning. */
  private <R extends Resource> R newest(String identifier, Class<R> kind) {
    bus.await(Topics.RESOURCES, events -> newest(events, identifier, kind).isPresent());
    return newest(bus.upToDate(Topics.RESOURCES), identifier, kind).orElseThrow();
  }

  private static <R extends Resource> Optional<R> newest(
      List<Event> events, String identifier, Class<R> kind) {
    return events.reversed().stream()
        .filter(event -> event.data() instanceof ResourceObserved)
        .map(event -> ((ResourceObserved) event.data()).resource())
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(resource -> resource.identifier().equals(identifier))
        .findFirst();
  }

  StatusEvent.Terminal end(Event decision) {
    return (StatusEvent.Terminal) await(decision, StatusEvent.Terminal.class);
  }

  StatusEvent await(Event decision, Class<? extends StatusEvent> kind) {
    var heard =
        bus.await(
            Topics.STATUS,
            events -> about(decision, events).map(Event::data).anyMatch(kind::isInstance));
    return about(decision, heard)
        .map(event -> (StatusEvent) event.data())
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow();
  }

  /** Everything heard about an operation, in order. */
  List<StatusEvent> about(Event decision) {
    return events(decision).stream().map(event -> (StatusEvent) event.data()).toList();
  }

  List<Event> events(Event decision) {
    return about(decision, bus.heard(Topics.STATUS)).toList();
  }

  /**
   * Delivery is at least once: what was published just before a kill comes again, as the same
   * event.
   */
  private static Stream<Event> about(Event decision, List<Event> events) {
    return events.stream()
        .filter(event -> event.data() instanceof StatusEvent)
        .filter(event -> event.subject().equals(decision.subject()))
        .distinct();
  }

  @Override
  public void close() {
    bus.close();
  }
}
