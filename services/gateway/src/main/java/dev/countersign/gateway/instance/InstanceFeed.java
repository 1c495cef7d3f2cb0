package dev.countersign.gateway.instance;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.InstanceEvent.InstanceGone;
import dev.countersign.contracts.event.InstanceEvent.InstanceObserved;
import dev.countersign.relay.Change;
import dev.countersign.relay.Hop;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what discovery saw. */
@ApplicationScoped
public class InstanceFeed {
  private final Hop hop;
  private final InstanceStore store;

  @Inject
  InstanceFeed(Hop hop, InstanceStore store) {
    this.hop = hop;
    this.store = store;
  }

  /** The executor's discovery. */
  @Incoming("instances")
  public Uni<Void> instances(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("gateway-instances", batch, this::handle);
  }

  private Uni<Change> handle(Look look, Event event) {
    return Uni.createFrom()
        .item(
            switch (event.data()) {
              case InstanceObserved(var instance) -> store.put(instance);
              case InstanceGone(var key) -> store.remove(key, event.time());
              default -> Change.nothing();
            });
  }
}
