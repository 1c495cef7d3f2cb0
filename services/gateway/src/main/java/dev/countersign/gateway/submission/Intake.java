package dev.countersign.gateway.submission;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.instance.InstanceStore;
import dev.countersign.gateway.instance.Resolution;
import dev.countersign.gateway.operation.OperationStore;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.DatabasePatience;
import dev.countersign.gateway.settings.Source;
import dev.countersign.gateway.submission.core.IdempotencyKey;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Stores a submission: its key, its operation and its event in one transaction, or nothing. */
@ApplicationScoped
class Intake {
  private final Hop hop;
  private final Idempotency idempotency;
  private final InstanceStore instances;
  private final OperationStore operations;
  private final Clock clock;
  private final DatabasePatience patience;

  @Inject
  Intake(
      Hop hop,
      Idempotency idempotency,
      InstanceStore instances,
      OperationStore operations,
      Clock clock,
      DatabasePatience patience) {
    this.hop = hop;
    this.idempotency = idempotency;
    this.instances = instances;
    this.operations = operations;
    this.clock = clock;
    this.patience = patience;
  }

  /** Emits after the commit. */
  Uni<Taken> take(
      String operationId, Submission submission, Optional<IdempotencyKey> key, Call call) {
    var requester = call.requester().subject();
    return patience.bounded(
        hop.transact(tx ->
            key.isEmpty()
                ? resolve(tx, operationId, submission, call)
                : idempotency
                    .earlier(tx.sql(), requester, key.get(), submission.hash())
                    .chain(earlier ->
                        earlier.isPresent()
                            ? Uni.createFrom().item(earlier.get())
                            : resolve(tx, operationId, submission, call)
                                .call(taken ->
                                    taken instanceof Taken.New
                                        ? idempotency.remember(
                                            tx.sql(),
                                            requester,
                                            key.get(),
                                            submission.hash(),
                                            operationId)
                                        : Uni.createFrom().voidItem()))));
  }

  private Uni<Taken> resolve(
      HopTransaction tx, String operationId, Submission submission, Call call) {
    return instances
        .find(tx.sql(), submission.instance())
        .chain(candidates ->
            switch (Resolution.of(candidates)) {
              case Resolution.NotOne(var problem) ->
                  Uni.createFrom().item(new Taken.Refused(problem));
              case Resolution.Found(var instance) ->
                  store(tx, request(operationId, submission, instance, call), call);
            });
  }

  private Uni<Taken> store(HopTransaction tx, OperationRequested request, Call call) {
    var view = OperationView.requested(request, call.correlationId());
    var event =
        new Event(
            EventIds.next(),
            Source.GATEWAY,
            request.requestedAt(),
            request.operationId(),
            request.instance().toString(),
            1,
            call.trace(),
            request);
    tx.publish(Topics.REQUESTS, event);
    return operations.insert(tx.sql(), view, event).replaceWith(new Taken.New(view));
  }

  private OperationRequested request(
      String operationId, Submission submission, Instance instance, Call call) {
    return new OperationRequested(
        operationId,
        submission.operation().name(),
        instance.key(),
        instance.identifier(),
        submission.parameters(),
        call.requester(),
        call.clientAddress(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
