package dev.countersign.gateway.operation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.OperationEvent;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.core.Evolution;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.relay.EventHandler;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes in what policy and executor say, and wakes whoever waits for it. */
@ApplicationScoped
public class OperationFeed implements EventHandler {
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
    return hop.receive("gateway-decisions", batch, this);
  }

  /** The executor's events. */
  @Incoming("status")
  public Uni<Void> status(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("gateway-status", batch, this);
  }

  @Override
  public Uni<HopStatement> handle(Look look, Event event) {
    return event.data() instanceof OperationEvent data
        ? store
            .find(look, data.operationId())
            .map(found ->
                found
                    .map(view -> learned(view, event))
                    .orElseGet(() -> unknown(data.operationId(), event)))
        : Uni.createFrom().item(HopStatement.nothing());
  }

  private HopStatement learned(OperationView before, Event event) {
    var view = Evolution.evolve(before, event);
    return store.learned(
        view,
        event,
        _ -> {
          updates.changed(view);
          if (view.state().terminal() && !before.state().terminal()) {
            OperationNumbers.finished(view);
          }
        });
  }

  /** Its row is committed before its request is published, so this is a restored database. */
  private HopStatement unknown(String operationId, Event event) {
    LOG.warnf(
        "an event of type %s is about operation %s, which is not known here; it is kept in the"
            + " history",
        event.type(), operationId);
    return store.keep(operationId, event);
  }
}
