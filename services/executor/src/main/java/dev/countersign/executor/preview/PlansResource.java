package dev.countersign.executor.preview;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.BoundedBody;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.preview.PlanQuestion;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Answers the gateway what an execution would find. A POST, for its question is long. */
@Path("/api/plans")
public class PlansResource {
  private static final int LIMIT = 256 << 10;

  private final Previews previews;

  @Inject
  PlansResource(Previews previews) {
    this.previews = previews;
  }

  /** Takes a {@link PlanQuestion}; changes nothing. */
  @POST
  public Uni<Response> plan(@Context RoutingContext http) {
    return BoundedBody.read(http.request(), LIMIT)
        .map(PlansResource::question)
        .chain(question -> Uni.createFrom().completionStage(() -> previews.of(question)))
        .map(answer -> Answers.json(200, answer).build())
        .onFailure(Previews.TooMany.class)
        .transform(_ -> unavailable("Too many previews are being made."))
        .onFailure(Previews.NotSeen.class)
        .transform(fault -> unavailable("The resource cannot be looked at: " + fault.getMessage()));
  }

  private static PlanQuestion question(byte[] body) {
    try {
      return Json.read(body, PlanQuestion.class);
    } catch (UnreadableJson e) {
      throw Problem.of(ProblemType.MALFORMED_JSON, "This is no question about a plan.").found();
    }
  }

  private static RuntimeException unavailable(String detail) {
    return Problem.of(ProblemType.PREVIEW_UNAVAILABLE, detail)
        .nextStep("Try again in a few seconds. Nothing was done.")
        .retryAfter(5)
        .found();
  }
}
