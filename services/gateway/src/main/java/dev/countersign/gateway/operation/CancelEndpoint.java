package dev.countersign.gateway.operation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.evidence.RequestSigner;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.core.Evolution;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.request.Reading;
import dev.countersign.gateway.settings.DatabasePatience;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for an operation to be cancelled. Whether it may be is policy's to say. */
@Singleton
public class CancelEndpoint implements Endpoint.Source {
  private final Hop hop;
  private final OperationStore store;
  private final Updates updates;
  private final RequestSigner signer;
  private final Clock clock;
  private final DatabasePatience patience;

  @Inject
  CancelEndpoint(
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

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/api/operations/{operation_id}/cancel", this::cancel));
  }

  private Uni<Reply> cancel(Call call) {
    return switch (CancelReader.read(call.body())) {
      case Reading.Unreadable<Optional<String>>(var problem) ->
          Uni.createFrom().item(Reply.problem(problem));
      case Reading.Read<Optional<String>>(var reason) ->
          patience.stored(
              call.path("operation_id"),
              hop.transact(tx ->
                  store
                      .lock(tx.sql(), call.path("operation_id"))
                      .chain(found -> decided(tx, found, reason.orElse(null), call))));
    };
  }

  private Uni<Reply> decided(
      HopTransaction tx,
      Optional<OperationStore.Locked> found,
      @Nullable String reason,
      Call call) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(OperationEndpoints.notFound());
    }
    var view = found.get().view();
    if (view.state().terminal()) {
      return Uni.createFrom().item(ended(view));
    }
    var cancel = view.cancel();
    // Already on its way to policy, or granted: asking twice changes nothing.
    if (cancel != null && !Boolean.FALSE.equals(cancel.granted())) {
      return Uni.createFrom().item(accepted(view));
    }
    var event = event(view, found.get().published() + 1, reason, call);
    var after = Evolution.evolve(view, event);
    return tx.make(store.told(after, event, _ -> updates.changed(after)))
        .replaceWith(accepted(after));
  }

  private Event event(OperationView view, long sequence, @Nullable String reason, Call call) {
    var instance = view.request().instance();
    return signer.event(
        new CancelRequested(view.id(), instance, reason, call.requester(), call.clientAddress()),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        sequence,
        call.trace());
  }

  private static Reply accepted(OperationView view) {
    return Reply.json(202, OperationJson.of(view))
        .header("Location", OperationJson.path(view.id()));
  }

  private static Reply ended(OperationView view) {
    return Reply.problem(
        Problem.of(ProblemType.OPERATION_ENDED, "The operation has ended; nothing can be stopped.")
            .with("operation_id", view.id())
            .with("operation_status", view.state().wireName()));
  }
}
