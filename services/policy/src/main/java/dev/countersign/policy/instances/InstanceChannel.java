package dev.countersign.policy.instances;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.InstanceEvent.InstanceGone;
import dev.countersign.contracts.event.InstanceEvent.InstanceObserved;
import dev.countersign.policy.cases.ParkedCases;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Listens to what the executor discovers. */
@ApplicationScoped
public class InstanceChannel {
  private final Hop hop;
  private final ParkedCases parked;

  @Inject
  InstanceChannel(Hop hop, ParkedCases parked) {
    this.hop = hop;
    this.parked = parked;
  }

  @Incoming("instances")
  Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("policy-instances", batch, this::handle);
  }

  private Uni<Void> handle(HopTransaction tx, Event event) {
    return switch (event.data()) {
      case InstanceObserved(var instance) ->
          InstanceStore.observed(tx.sql(), instance)
              .chain(() -> parked.waitingFor(tx, instance.key()));
      case InstanceGone(var key) -> InstanceStore.gone(tx.sql(), key, event.time());
      default -> Uni.createFrom().voidItem();
    };
  }
}
