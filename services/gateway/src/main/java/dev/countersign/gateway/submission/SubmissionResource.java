package dev.countersign.gateway.submission;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.LooksLikeSecret;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.contracts.redaction.Secrets;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.live.Waiting;
import dev.countersign.gateway.operation.OperationJson;
import dev.countersign.gateway.operation.OperationQueries;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.GatewaySettings;
import dev.countersign.gateway.submission.core.IdempotencyKey;
import dev.countersign.gateway.submission.core.Preference;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code POST /api/operations}: reads, stores, waits as long as the client wants, answers. */
@Authenticated
@Path("/api/operations")
public class SubmissionResource {
  private static final Set<OperationState> UNATTENDED =
      EnumSet.of(OperationState.APPROVAL_REQUIRED, OperationState.HELD);

  private final SubmissionReader reader;
  private final Intake intake;
  private final Updates updates;
  private final OperationQueries queries;
  private final GatewaySettings settings;

  @Inject
  SubmissionResource(
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

  /** With {@code {"operation", "instance_id", "parameters"}}. */
  @POST
  public Uni<Response> submit(
      byte[] body,
      @HeaderParam("Idempotency-Key") List<String> keys,
      @HeaderParam("Prefer") List<String> prefer,
      @Context RoutingContext http) {
    var key = key(keys);
    var submission = reader.read(body);
    var preference = Preference.parse(prefer, settings.longestWait(), otherwise());
    var id = EventIds.next();
    Answers.about(http, id);
    // Before the transaction: the decision may be here before its commit has been heard of.
    var waiting = updates.await(id, enough(preference));
    return intake
        .take(id, submission, key, Call.of(http))
        .onFailure()
        .invoke(waiting::close)
        .onCancellation()
        .invoke(waiting::close)
        .chain(taken ->
            switch (taken) {
              case Taken.New(var view) -> answer(waiting, view, preference, Map.of());
              case Taken.Replayed(var operationId) -> {
                waiting.close();
                yield replayed(operationId, preference);
              }
            });
  }

  private Preference otherwise() {
    return settings
        .defaultWait()
        .<Preference>map(wait -> new Preference.ForOutcome(wait, false))
        .orElseGet(Preference.ForDecision::new);
  }

  private static Optional<IdempotencyKey> key(List<String> keys) {
    if (keys.size() > 1 || !keys.stream().allMatch(IdempotencyKey::valid)) {
      throw Problem.of(
              ProblemType.INVALID_IDEMPOTENCY_KEY,
              "The Idempotency-Key is empty, too long, there twice, or has characters that are not"
                  + " printable ASCII.")
          .nextStep("Send one of 1 to 255 printable characters, for example a UUID.")
          .found();
    }
    keys.stream()
        .flatMap(key -> Secrets.in(key).stream())
        .findFirst()
        .ifPresent(kind -> {
          throw LooksLikeSecret.in("Idempotency-Key", kind).found();
        });
    return keys.stream().findFirst().map(IdempotencyKey::new);
  }

  private Uni<Response> replayed(String operationId, Preference preference) {
    var waiting = updates.await(operationId, enough(preference));
    return queries
        .find(operationId)
        .onFailure()
        .invoke(waiting::close)
        .onCancellation()
        .invoke(waiting::close)
        .chain(found ->
            answer(
                waiting, found.orElseThrow(), preference, Map.of("Idempotency-Replayed", "true")));
  }

  private Uni<Response> answer(
      Waiting waiting, OperationView known, Preference preference, Map<String, String> more) {
    waiting.look(known);
    var headers = new LinkedHashMap<>(more);
    headers.put("Location", OperationJson.path(known.id()));
    var applied = waiting.admitted() || preference instanceof Preference.RespondAsync;
    if (applied && !preference.applied().isEmpty()) {
      headers.put("Preference-Applied", preference.applied());
    }
    return waiting
        .within(patience(preference), latest(known))
        .map(view -> SubmissionAnswer.of(view, preference, headers));
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
      case Preference.ForOutcome(var patience, var _) -> patience;
    };
  }

  private static Predicate<OperationView> enough(Preference preference) {
    return switch (preference) {
      case Preference.ForDecision() -> OperationView::decided;
      case Preference.RespondAsync() -> _ -> true;
      // People and freezes take longer than anybody waits who has not asked to.
      case Preference.ForOutcome(var _, var asked) ->
          view -> view.state().terminal() || !asked && UNATTENDED.contains(view.state());
    };
  }
}
