package dev.countersign.gateway.resource;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what discovery saw. */
@ApplicationScoped
public class ResourceFeed {
  private final Hop hop;
  private final ResourceStore store;

  @Inject
  ResourceFeed(Hop hop, ResourceStore store) {
    this.hop = hop;
    this.store = store;
  }

  /** The executor's discovery. */
  @Incoming("resources")
  public Uni<Void> resources(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("gateway-resources", batch, this::handle);
  }

  private Uni<HopStatement> handle(Look look, Event event) {
    return Uni.createFrom()
        .item(
            switch (event.data()) {
              case ResourceObserved(var resource) -> store.put(resource);
              case ResourceGone(var key) -> store.remove(key, event.time());
              default -> HopStatement.nothing();
            });
  }
}
