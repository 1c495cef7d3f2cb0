package dev.countersign.executor.intake;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Queue;
import dev.countersign.executor.execution.Queue.Verified;
import dev.countersign.executor.execution.Settlement;
import dev.countersign.executor.operations.Operations;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.trust.TrustedKeys;
import dev.countersign.relay.Change;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import dev.countersign.relay.LoneEventHandler;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Reads decisions. Handling one only inserts a row, so a rebalance never touches running work. */
@ApplicationScoped
public class Decisions implements LoneEventHandler {
  private static final Logger LOG = Logger.getLogger(Decisions.class);
  private static final String CONSUMER = "executor-decisions";

  private final Hop hop;
  private final Queue queue;
  private final Settlement settlement;
  private final Inspection inspection;
  private final OperationCatalogue catalogue;
  private final ExecutorSettings settings;
  private final Map<String, Duration> timeouts;
  private final DatabaseClock clock;

  @Inject
  Decisions(
      Hop hop,
      Queue queue,
      Settlement settlement,
      TrustedKeys trusted,
      Accounts accounts,
      OperationCatalogue catalogue,
      ExecutorSettings settings,
      DatabaseClock clock) {
    this.hop = hop;
    this.queue = queue;
    this.settlement = settlement;
    this.inspection = new Inspection(trusted::byId, accounts, catalogue);
    this.catalogue = catalogue;
    this.settings = settings;
    // Read at start: a mistake in it must stop the start, not put every approval into quarantine.
    this.timeouts = settings.timeoutsByOperation();
    this.clock = clock;
  }

  /** One batch, one transaction. */
  @Incoming("decisions")
  public Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive(CONSUMER, batch, this);
  }

  @Override
  public Uni<Void> handle(HopTransaction tx, Event event) {
    return switch (event.data()) {
      case OperationApproved approved -> approved(tx, event, approved);
      case CancelApproved cancel -> cancelled(tx, event, cancel);
      case ResolutionApproved resolution -> resolved(tx, event, resolution);
      // Whatever else policy says is for other ears.
      default -> Uni.createFrom().voidItem();
    };
  }

  /** An approval of an operation on an idle instance is one statement. */
  @Override
  public Uni<Optional<Change>> alone(SqlClient sql, Event event) {
    return Uni.createFrom()
        .item(
            event.data() instanceof OperationApproved approved
                ? good(event, approved)
                : Optional.empty());
  }

  private Optional<Change> good(Event event, OperationApproved approved) {
    return switch (inspection.approval(approved, event.partitionKey(), clock.instant())) {
      case Inspection.Result.Bad _ -> Optional.empty();
      case Inspection.Result.Good(var approval, var keys) -> {
        var order = order(approval);
        yield Optional.of(
            queue.enterIdle(
                event, approved.envelope(), new Verified(order, keys), terms(approval, order)));
      }
    };
  }

  private Uni<Void> approved(HopTransaction tx, Event event, OperationApproved approved) {
    return switch (inspection.approval(approved, event.partitionKey(), clock.instant())) {
      case Inspection.Result.Bad(var fault) ->
          queue.turnAway(tx, event, approved.operationId(), approved.envelope(), fault);
      case Inspection.Result.Good(var approval, var keys) -> {
        var order = order(approval);
        yield queue.enter(
            tx, event, approved.envelope(), new Verified(order, keys), terms(approval, order));
      }
    };
  }

  private Uni<Void> cancelled(HopTransaction tx, Event event, CancelApproved cancel) {
    var cancellation = inspection.cancellation(cancel, event.partitionKey());
    if (cancellation.isEmpty()) {
      LOG.errorf("%s: cancellation %s is not to be trusted", cancel.operationId(), event.id());
      return Uni.createFrom().voidItem();
    }
    return queue.cancel(
        tx,
        event,
        cancellation.get().operationId(),
        new Cancel(cancellation.get().cancelledBy(), cancellation.get().reason()));
  }

  private Uni<Void> resolved(HopTransaction tx, Event event, ResolutionApproved approved) {
    var resolution = inspection.resolution(approved, event.partitionKey());
    if (resolution.isEmpty()) {
      LOG.errorf("%s: resolution %s is not to be trusted", approved.operationId(), event.id());
      return Uni.createFrom().voidItem();
    }
    return settlement.settle(tx, event, resolution.get());
  }

  private Order order(Approval approval) {
    var request = approval.request();
    var name =
        catalogue
            .find(request.operation())
            .orElseThrow(() -> new IllegalStateException("inspected, and not in the catalogue"))
            .name();
    return new Order(
        request.operationId(),
        name,
        approval.instance(),
        approval.classification().identifier(),
        request.parameters(),
        request.requester().subject(),
        approval.classification());
  }

  private Terms terms(Approval approval, Order order) {
    var definition = catalogue.find(order.operation()).orElseThrow();
    return new Terms(
        order.operationId(),
        approval.request().requestedAt(),
        approval.expiresAt(),
        timeouts.getOrDefault(order.operation(), definition.timeout()),
        settings.settle(),
        settings.watchFor(),
        Operations.of(order).answer(order));
  }
}
