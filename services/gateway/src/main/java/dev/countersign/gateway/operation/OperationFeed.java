package dev.countersign.gateway.operation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.OperationEvent;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.core.Evolution;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes in what policy and executor say, and wakes whoever waits for it. */
@ApplicationScoped
public class OperationFeed {
  private static final Logger LOG = Logger.getLogger(OperationFeed.class);

  private final Hop hop;
  private final OperationStore store;
  private final Updates updates;

  @Inject
  OperationFeed(Hop hop, OperationStore store, Updates updates) {
    this.hop = hop;
    this.store = store;
    this.updates = updates;
  }

  /** Policy's events. */
  @Incoming("decisions")
  public Uni<Void> decisions(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("gateway-decisions", batch, this::handle);
  }

  /** The executor's events. */
  @Incoming("status")
  public Uni<Void> status(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("gateway-status", batch, this::handle);
  }

  private Uni<Void> handle(HopTransaction tx, Event event) {
    return event.data() instanceof OperationEvent data
        ? learn(tx, data.operationId(), event)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> learn(HopTransaction tx, String operationId, Event event) {
    return store
        .lock(tx.sql(), operationId)
        .chain(found -> {
          if (found.isEmpty()) {
            return unknown(tx, operationId, event);
          }
          var view = Evolution.evolve(found.get().view(), event);
          tx.afterCommit(() -> updates.changed(view));
          if (view.state().terminal() && !found.get().view().state().terminal()) {
            tx.afterCommit(() -> OperationNumbers.finished(view));
          }
          return store.update(tx.sql(), view, event, 0);
        });
  }

  /** Its row is committed before its request is published, so this is a restored database. */
  private Uni<Void> unknown(HopTransaction tx, String operationId, Event event) {
    LOG.warnf(
        "an event of type %s is about operation %s, which is not known here; it is kept in the"
            + " history",
        event.type(), operationId);
    return store.keep(tx.sql(), operationId, event);
  }
}
