package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.PlanQuestion;
import dev.countersign.contracts.preview.Precondition;
import dev.countersign.contracts.resource.Resource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks an executor what it would find. */
abstract class Planning extends OnSimulatedAws {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BUSY = 503;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource("/api/plans")
  @SuppressWarnings("NullAway.Init")
  URI plans;

  static boolean isYes(PlanAnswer answer) {
    return answer.preconditions().stream().allMatch(Precondition::ok);
  }

  final PlanAnswer plan(Resource resource, String operation, Map<String, Object> parameters)
      throws Exception {
    var statement = Approvals.statement(resource, operation, parameters, Duration.ofMinutes(1));
    var question = Json.text(new PlanQuestion(statement.request(), statement.classification()));
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var answer = ask(question);
    // On a busy machine a look may take longer than somebody would wait for a preview.
    while (answer.statusCode() == BUSY && System.nanoTime() - deadline < 0) {
      answer = ask(question);
    }
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.read(answer.body(), PlanAnswer.class);
  }

  final HttpResponse<String> ask(String body) throws Exception {
    var request =
        HttpRequest.newBuilder(plans)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
