package dev.countersign.gateway.operation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.evidence.RequestSigner;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.core.Evolution;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.operation.core.OperationView.Sight;
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

/**
 * Takes what a person found out about an indeterminate operation, if they name the evidence that
 * they looked at. Whether they may say so is policy's to decide.
 */
@Singleton
public class ResolutionEndpoint implements Endpoint.Source {
  private final Hop hop;
  private final OperationStore store;
  private final Updates updates;
  private final RequestSigner signer;
  private final Clock clock;
  private final DatabasePatience patience;

  @Inject
  ResolutionEndpoint(
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
    return List.of(Endpoint.post("/api/operations/{operation_id}/resolution", this::resolve));
  }

  private Uni<Reply> resolve(Call call) {
    return switch (ResolutionReader.read(call.body())) {
      case Reading.Unreadable<Finding>(var problem) ->
          Uni.createFrom().item(Reply.problem(problem));
      case Reading.Read<Finding>(var finding) ->
          patience.stored(
              call.path("operation_id"),
              hop.transact(tx ->
                  store
                      .lock(tx.sql(), call.path("operation_id"))
                      .chain(found -> decided(tx, found, finding, call))));
    };
  }

  private Uni<Reply> decided(
      HopTransaction tx, Optional<OperationStore.Locked> found, Finding finding, Call call) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(OperationEndpoints.notFound());
    }
    var view = found.get().view();
    var outcome = view.outcome();
    if (view.state() != OperationState.INDETERMINATE
        || outcome == null
        || outcome.sight() == null) {
      return Uni.createFrom().item(nothingToResolve(view, "Its outcome is not indeterminate."));
    }
    if (!view.toBeResolved()) {
      return Uni.createFrom().item(again(view, finding, call));
    }
    var sight = outcome.sight();
    if (!sight.evidenceId().equals(finding.evidenceId())) {
      return Uni.createFrom().item(lookFirst(view, sight, outcome.nextStep()));
    }
    var event = event(view, found.get().published() + 1, finding, sight, call);
    var after = Evolution.evolve(view, event);
    return tx.make(store.told(after, event, _ -> updates.changed(after)))
        .replaceWith(accepted(after));
  }

  /** The same person may send the same again; whoever finds something else comes too late. */
  private static Reply again(OperationView view, Finding finding, Call call) {
    var before = view.resolution();
    return before != null
            && !Boolean.FALSE.equals(before.granted())
            && before.requestedBy().equals(call.requester().subject())
            && before.outcome().equals(finding.outcome())
            && before.comment().equals(finding.comment())
        ? accepted(view)
        : nothingToResolve(view, "Somebody has said already what became of it.");
  }

  private Event event(OperationView view, long sequence, Finding finding, Sight sight, Call call) {
    var instance = view.request().instance();
    return signer.event(
        new ResolutionRequested(
            view.id(),
            instance,
            finding.outcome(),
            finding.comment(),
            sight.evidenceId(),
            call.requester(),
            call.clientAddress()),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        sequence,
        call.trace());
  }

  private static Reply accepted(OperationView view) {
    return Reply.json(202, OperationJson.of(view))
        .header("Location", OperationJson.path(view.id()));
  }

  private static Reply nothingToResolve(OperationView view, String why) {
    return Reply.problem(
        Problem.of(ProblemType.NOTHING_TO_RESOLVE, why)
            .with("operation_id", view.id())
            .with("operation_status", view.state().wireName())
            .with("resolution", view.resolution()));
  }

  private static Reply lookFirst(OperationView view, Sight sight, @Nullable String nextStep) {
    return Reply.problem(
        Problem.of(
                ProblemType.EVIDENCE_NOT_SEEN,
                "Whoever resolves an operation says by evidence_id which evidence they looked at.")
            .field("evidence_id")
            .nextStep(
                (nextStep == null ? "" : nextStep + ' ')
                    + "Then send the same again with this evidence_id.")
            .with("operation_id", view.id())
            .with("evidence_id", sight.evidenceId())
            .with("evidence", sight.evidence()));
  }
}
