package dev.countersign.gateway.submission;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.evidence.RequestSigner;
import dev.countersign.gateway.operation.OperationStore;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.resource.Candidates;
import dev.countersign.gateway.resource.ResourceStore;
import dev.countersign.gateway.settings.DatabasePatience;
import dev.countersign.gateway.submission.core.IdempotencyKey;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;

/** Stores a submission: its key, its operation and its event in one transaction, or nothing. */
@ApplicationScoped
class Intake {
  private final Hop hop;
  private final Pool pool;
  private final Idempotency idempotency;
  private final ResourceStore instances;
  private final OperationStore operations;
  private final RequestSigner signer;
  private final Clock clock;
  private final DatabasePatience patience;

  @Inject
  Intake(
      Hop hop,
      Pool pool,
      Idempotency idempotency,
      ResourceStore instances,
      OperationStore operations,
      RequestSigner signer,
      Clock clock,
      DatabasePatience patience) {
    this.hop = hop;
    this.pool = pool;
    this.idempotency = idempotency;
    this.instances = instances;
    this.operations = operations;
    this.signer = signer;
    this.clock = clock;
    this.patience = patience;
  }

  /** Emits after the commit; fails with a problem where it is not stored. */
  Uni<Taken> take(
      String operationId, Submission submission, Optional<IdempotencyKey> key, Call call) {
    return patience.stored(
        operationId,
        key.isEmpty()
            ? resolve(pool, operationId, submission, call, this::store)
            : hop.transact(tx -> once(tx, operationId, submission, key.get(), call)));
  }

  /** Nothing but the operation is stored, in the one statement that this takes. */
  private Uni<Taken> store(OperationView view, Event event) {
    return hop.change(operations.insert(view, event)).replaceWith(new Taken.New(view));
  }

  /** The key is locked, looked up and remembered in the transaction that stores the operation. */
  private Uni<Taken> once(
      HopTransaction tx, String operationId, Submission submission, IdempotencyKey key, Call call) {
    var requester = call.requester().subject();
    var hash = submission.hash();
    return idempotency
        .earlier(tx.sql(), requester, key, hash)
        .chain(earlier ->
            earlier.isPresent()
                ? Uni.createFrom().<Taken>item(new Taken.Replayed(earlier.get()))
                : resolve(
                    tx.sql(),
                    operationId,
                    submission,
                    call,
                    (view, event) ->
                        tx.make(operations.insert(view, event))
                            .chain(() ->
                                idempotency.remember(tx.sql(), requester, key, hash, operationId))
                            .replaceWith(new Taken.New(view))));
  }

  private Uni<Taken> resolve(
      SqlClient sql,
      String operationId,
      Submission submission,
      Call call,
      BiFunction<OperationView, Event, Uni<Taken>> store) {
    return instances
        .find(sql, submission.resource())
        .map(found -> Candidates.only(found, submission.resource().field()))
        .chain(resource -> {
          var request = submission.on(resource, operationId, call, clock.instant());
          return store.apply(
              OperationView.requested(request, call.correlationId()), event(request, call));
        });
  }

  private Event event(OperationRequested request, Call call) {
    return signer.event(request, request.requestedAt(), 1, call.trace());
  }
}
