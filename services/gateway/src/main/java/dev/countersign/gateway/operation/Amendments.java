package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.Answers;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.evidence.RequestSigner;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.core.Evolution;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.DatabasePatience;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Stores and publishes what people ask about an operation that is there already. */
@ApplicationScoped
class Amendments {
  private final Hop hop;
  private final OperationStore store;
  private final Updates updates;
  private final RequestSigner signer;
  private final Clock clock;
  private final DatabasePatience patience;

  @Inject
  Amendments(
      Hop hop,
      OperationStore store,
      Updates updates,
      RequestSigner signer,
      Clock clock,
      DatabasePatience patience) {
    this.hop = hop;
    this.store = store;
    this.updates = updates;
    this.signer = signer;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Locks the operation, looks at it, and stores what is asked; all of it, or nothing.
   *
   * @param request what to publish, of the operation as it is; empty where it has been asked
   *     already; fails with a problem where it cannot be asked
   */
  Uni<Response> make(
      String operationId, Call call, Function<OperationView, Optional<RequestEvent>> request) {
    return patience
        .stored(
            operationId,
            hop.transact(tx ->
                store
                    .lock(tx.sql(), operationId)
                    .map(found -> found.orElseThrow(OperationsResource::notFound))
                    .chain(found ->
                        request
                            .apply(found.view())
                            .map(asked -> add(tx, found, asked, call))
                            .orElseGet(() -> Uni.createFrom().item(found.view())))))
        .map(Amendments::accepted);
  }

  private Uni<OperationView> add(
      HopTransaction tx, OperationStore.Locked found, RequestEvent asked, Call call) {
    var event = signer.event(asked, at(asked), found.published() + 1, call.trace());
    var after = Evolution.evolve(found.view(), event);
    return tx.make(store.published(after, event, _ -> updates.changed(after))).replaceWith(after);
  }

  /** A vote says itself when it was cast. */
  private Instant at(RequestEvent asked) {
    return asked instanceof ApprovalVoted vote
        ? vote.votedAt()
        : clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Response accepted(OperationView view) {
    return Answers.json(202, OperationJson.of(view))
        .header("Location", OperationJson.path(view.id()))
        .build();
  }
}
