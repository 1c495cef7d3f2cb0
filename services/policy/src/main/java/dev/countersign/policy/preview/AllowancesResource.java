package dev.countersign.policy.preview;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.BoundedBody;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.preview.AllowanceAnswer;
import dev.countersign.contracts.preview.AllowanceQuestion;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.preview.Allowances;
import dev.countersign.policy.settings.RulebookInForce;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers the gateway what somebody may do with resources. A POST, for its question is long. */
@Path("/api/allowances")
public class AllowancesResource {
  /** A page of the gateway's lists, and somewhat more. */
  private static final int LIMIT = 4 << 20;

  /** Whoever decides has the other cores, however many lists people ask for. */
  private static final int AT_ONCE = 1;

  private static final long PATIENCE_SECONDS = 2;

  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final RulebookInForce rulebook;
  private final Memberships memberships;
  private final Clock clock;

  @Inject
  AllowancesResource(RulebookInForce rulebook, Memberships memberships, Clock clock) {
    this.rulebook = rulebook;
    this.memberships = memberships;
    this.clock = clock;
  }

  /** Takes an {@link AllowanceQuestion}; changes nothing. */
  @POST
  public Uni<Response> allowances(@Context RoutingContext http) {
    return BoundedBody.read(http.request(), LIMIT)
        .map(AllowancesResource::question)
        .chain(question ->
            memberships
                .of(question.resources())
                // Some tenths of a millisecond for each operation on each resource.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(known -> answer(question, known)))
        .map(answer -> Answers.json(200, answer).build());
  }

  private AllowanceAnswer answer(AllowanceQuestion question, List<Known> known) {
    if (!isMyTurn()) {
      throw Problem.of(ProblemType.PREVIEW_UNAVAILABLE, "Policy is answering other questions.")
          .nextStep("Ask again in a moment.")
          .retryAfter(1)
          .found();
    }
    try {
      return answered(question, known);
    } finally {
      turns.release();
    }
  }

  private boolean isMyTurn() {
    try {
      return turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private AllowanceAnswer answered(AllowanceQuestion question, List<Known> known) {
    var book = rulebook.refreshed();
    var now = clock.instant();
    return new AllowanceAnswer(
        known.stream()
            .map(resource -> Allowances.of(book, question.requester(), resource, now))
            .toList());
  }

  private static AllowanceQuestion question(byte[] body) {
    try {
      return Json.read(body, AllowanceQuestion.class);
    } catch (UnreadableJson e) {
      throw Problem.of(ProblemType.MALFORMED_JSON, "This is no question about allowances.").found();
    }
  }
}
