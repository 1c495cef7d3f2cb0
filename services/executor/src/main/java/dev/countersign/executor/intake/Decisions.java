package dev.countersign.executor.intake;

import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.execution.SignedOrders;
import dev.countersign.executor.records.Queue;
import dev.countersign.executor.records.Settlement;
import dev.countersign.executor.trust.TrustedKeys;
import dev.countersign.relay.EventHandler;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Reads decisions. Handling one only inserts a row, so a rebalance never touches running work. */
@ApplicationScoped
public class Decisions implements EventHandler {
  private static final Logger LOG = Logger.getLogger(Decisions.class);
  private static final String CONSUMER = "executor-decisions";

  private final Hop hop;
  private final Queue queue;
  private final Settlement settlement;
  private final Inspection inspection;
  private final SignedOrders orders;
  private final DatabaseClock clock;
  private final Counter forgotten = Metrics.counter("countersign.decisions.forgotten");

  @Inject
  Decisions(
      Hop hop,
      Queue queue,
      Settlement settlement,
      TrustedKeys trusted,
      Accounts accounts,
      OperationCatalogue catalogue,
      SignedOrders orders,
      ExecutorSettings settings,
      DatabaseClock clock) {
    this.hop = hop;
    this.queue = queue;
    this.settlement = settlement;
    this.inspection =
        new Inspection(
            trusted::byId,
            place -> accounts.of(place).isPresent(),
            catalogue,
            settings.keepEnded());
    this.orders = orders;
    this.clock = clock;
  }

  @Incoming("decisions")
  public Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive(CONSUMER, batch, this);
  }

  @Override
  public Uni<HopStatement> handle(Look look, Event event) {
    return switch (event.data()) {
      case OperationApproved approved -> approved(look, event, approved);
      case CancelApproved cancel -> cancelled(look, event, cancel);
      case ResolutionApproved resolution -> resolved(look, event, resolution);
      // Whatever else policy says is for other ears.
      default -> nothing();
    };
  }

  private Uni<HopStatement> approved(Look look, Event event, OperationApproved approved) {
    return switch (inspection.approval(approved, event.partitionKey(), clock.instant())) {
      case Inspection.Result.Bad(var fault) ->
          queue.turnAway(look, event, approved.operationId(), approved.envelope(), fault);
      case Inspection.Result.Forgotten _ -> {
        LOG.warnf(
            "%s: decision %s expired so long ago that nothing is known of it any more; ignored",
            approved.operationId(), event.id());
        forgotten.increment();
        yield nothing();
      }
      case Inspection.Result.Good(var approval, var keys) ->
          queue.enter(look, event, approved.envelope(), orders.of(approval, keys));
    };
  }

  private Uni<HopStatement> cancelled(Look look, Event event, CancelApproved cancel) {
    var cancellation = inspection.cancellation(cancel, event.partitionKey());
    if (cancellation.isEmpty()) {
      LOG.errorf("%s: cancellation %s is not to be trusted", cancel.operationId(), event.id());
      return nothing();
    }
    return queue.cancel(
        look,
        event,
        cancellation.get().operationId(),
        new Cancel(cancellation.get().cancelledBy(), cancellation.get().reason()));
  }

  private Uni<HopStatement> resolved(Look look, Event event, ResolutionApproved approved) {
    var resolution = inspection.resolution(approved, event.partitionKey());
    if (resolution.isEmpty()) {
      LOG.errorf("%s: resolution %s is not to be trusted", approved.operationId(), event.id());
      return nothing();
    }
    return settlement.settle(look, event, resolution.get());
  }

  private static Uni<HopStatement> nothing() {
    return Uni.createFrom().item(HopStatement.nothing());
  }
}
