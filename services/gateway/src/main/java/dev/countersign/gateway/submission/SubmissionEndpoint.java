package dev.countersign.gateway.submission;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.live.Waiting;
import dev.countersign.gateway.operation.OperationQueries;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.request.Reading;
import dev.countersign.gateway.settings.GatewaySettings;
import dev.countersign.gateway.submission.core.IdempotencyKey;
import dev.countersign.gateway.submission.core.Preference;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code POST /api/operations}: reads, stores, waits as long as the client wants, answers. */
@Singleton
public class SubmissionEndpoint implements Endpoint.Source {
  private final SubmissionReader reader;
  private final Intake intake;
  private final Updates updates;
  private final OperationQueries queries;
  private final GatewaySettings settings;

  @Inject
  SubmissionEndpoint(
      OperationCatalogue catalogue,
      Intake intake,
      Updates updates,
      OperationQueries queries,
      GatewaySettings settings) {
    this.reader = new SubmissionReader(catalogue, settings.parametersLimit());
    this.intake = intake;
    this.updates = updates;
    this.queries = queries;
    this.settings = settings;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/api/operations", this::submit));
  }

  private Uni<Reply> submit(Call call) {
    var keys = call.headers("Idempotency-Key");
    if (keys.size() > 1 || !keys.stream().allMatch(IdempotencyKey::valid)) {
      return reply(
          Problem.of(
                  ProblemType.INVALID_IDEMPOTENCY_KEY,
                  "The Idempotency-Key is empty, too long, there twice, or has characters that are"
                      + " not printable ASCII.")
              .nextStep("Send one of 1 to 255 printable characters, for example a UUID."));
    }
    var key = keys.stream().findFirst().map(IdempotencyKey::new);
    return switch (reader.read(call.body())) {
      case Reading.Unreadable<Submission>(var problem) -> reply(problem);
      case Reading.Read<Submission>(var submission) -> store(submission, key, call);
    };
  }

  private Uni<Reply> store(Submission submission, Optional<IdempotencyKey> key, Call call) {
    var preference = Preference.parse(call.headers("Prefer"), settings.longestWait());
    var id = EventIds.next();
    // Before the transaction: the decision may be here before its commit has been heard of.
    var waiting = updates.await(id, enough(preference));
    return intake
        .take(id, submission, key, call)
        .onFailure()
        .invoke(waiting::close)
        .onCancellation()
        .invoke(waiting::close)
        .chain(taken ->
            switch (taken) {
              case Taken.New(var view) -> wait(waiting, view, preference);
              case Taken.Replayed(var operationId) -> {
                waiting.close();
                yield replayed(operationId, preference);
              }
              case Taken.Refused(var problem) -> {
                waiting.close();
                yield refused(problem);
              }
            });
  }

  private Uni<Reply> replayed(String operationId, Preference preference) {
    var waiting = updates.await(operationId, enough(preference));
    return queries
        .find(operationId)
        .onFailure()
        .invoke(waiting::close)
        .chain(found -> wait(waiting, found.orElseThrow(), preference))
        .map(reply ->
            switch (reply) {
              case Reply.Whole whole -> whole.header("Idempotency-Replayed", "true");
              case Reply.Trouble trouble -> trouble.header("Idempotency-Replayed", "true");
              case Reply.TakenOver over -> over;
            });
  }

  private Uni<Reply> wait(Waiting waiting, OperationView known, Preference preference) {
    waiting.look(known);
    var applied = waiting.admitted() || preference instanceof Preference.RespondAsync;
    return waiting
        .within(patience(preference), latest(known))
        .map(view -> SubmissionAnswer.of(view, preference, applied));
  }

  /**
   * What is stored by now, in case that a change went unheard. It is durable already: a database
   * that does not answer any more must not turn that into a failure.
   */
  private Uni<OperationView> latest(OperationView known) {
    return Uni.createFrom()
        .deferred(() -> queries.find(known.id()))
        .map(v -> v.orElse(known))
        .onFailure()
        .recoverWithItem(known);
  }

  private Duration patience(Preference preference) {
    return switch (preference) {
      case Preference.ForDecision() -> settings.decisionWait();
      case Preference.RespondAsync() -> Duration.ZERO;
      case Preference.ForOutcome(var patience) -> patience;
    };
  }

  private static Predicate<OperationView> enough(Preference preference) {
    return switch (preference) {
      case Preference.ForDecision() -> OperationView::decided;
      case Preference.RespondAsync() -> _ -> true;
      case Preference.ForOutcome _ -> view -> view.state().terminal();
    };
  }

  private static Uni<Reply> refused(Problem problem) {
    var reply = Reply.problem(problem);
    return Uni.createFrom()
        .item(
            problem.slug().equals(ProblemType.IDEMPOTENCY_IN_FLIGHT.slug())
                ? reply.header("Retry-After", "1")
                : reply);
  }

  private static Uni<Reply> reply(Problem problem) {
    return Uni.createFrom().item(Reply.problem(problem));
  }
}
