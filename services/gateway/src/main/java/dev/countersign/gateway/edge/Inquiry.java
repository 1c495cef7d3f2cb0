package dev.countersign.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Asks another service of ours something, and reads its answer. No token goes along. */
@Singleton
public class Inquiry {
  private static final Logger LOG = Logger.getLogger(Inquiry.class);
  private static final int CONNECT_TIMEOUT_MS = 2000;

  private final HttpClient client;

  @Inject
  Inquiry(Vertx vertx) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(256));
  }

  /**
   * Who is asked.
   *
   * @param name for a sentence, for example {@code the executor}
   * @param url its base
   * @param timeout how long the whole answer may take
   */
  public record Whom(String name, URI url, Duration timeout) {}

  private record Answered(int status, Buffer body) {}

  /** Fails with a problem that says who did not answer, and for how long. */
  public <T> Uni<T> ask(
      Whom whom, String path, Object question, Class<T> answer, RoutingContext http) {
    return Uni.createFrom()
        .completionStage(() ->
            client
                .request(
                    new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(whom.url().toString().replaceAll("/$", "") + path)
                        .setTimeout(whom.timeout().toMillis()))
                .compose(request ->
                    request
                        .putHeader("Content-Type", "application/json")
                        .putHeader("X-Correlation-Id", Answers.correlationId(http))
                        .send(Buffer.buffer(Json.bytes(question))))
                .compose(given ->
                    given
                        .body()
                        .compose(
                            body -> Future.succeededFuture(new Answered(given.statusCode(), body))))
                .toCompletionStage())
        // The client's own limit is for a pause in the answer, and not for the whole.
        .ifNoItem()
        .after(whom.timeout())
        .fail()
        .onFailure()
        .transform(fault -> silent(whom, fault))
        .map(given -> read(whom, given, answer));
  }

  private static <T> T read(Whom whom, Answered given, Class<T> answer) {
    try {
      if (given.status() == 200) {
        return Json.read(given.body().getBytes(), answer);
      }
      var problem = Json.read(given.body().getBytes(), JsonNode.class);
      var said = problem.path("detail").asText();
      LOG.warnf("%s answers %d: %s", whom.name(), given.status(), said);
      if (!said.isBlank()
          && problem.path("type").asText().endsWith('/' + ProblemType.PREVIEW_UNAVAILABLE.slug())) {
        throw unavailable(said);
      }
      // What else it says is about its own database and its own bugs.
      throw unavailable(
          given.status() >= 500 ? whom.name() + " cannot answer right now." : misunderstood(whom));
    } catch (UnreadableJson e) {
      LOG.warnf("%s answers %d, and nothing that can be read", whom.name(), given.status());
      throw unavailable(misunderstood(whom));
    }
  }

  private static String misunderstood(Whom whom) {
    return "The gateway and " + whom.name() + " do not understand each other.";
  }

  private static RuntimeException silent(Whom whom, Throwable fault) {
    LOG.warnf(fault, "%s does not answer", whom.name());
    var late =
        fault instanceof TimeoutException
            || fault instanceof io.smallrye.mutiny.TimeoutException
            || String.valueOf(fault.getMessage()).contains("timeout");
    return unavailable(
        late
            ? whom.name() + " did not answer within " + whom.timeout().toSeconds() + " s."
            : whom.name() + " cannot be reached.");
  }

  /** Nothing can be said of what would happen. */
  public static RuntimeException unavailable(String detail) {
    var sentence = Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
    return Problem.of(ProblemType.PREVIEW_UNAVAILABLE, sentence)
        .nextStep("Try again in a few seconds. Nothing was done.")
        .retryAfter(5)
        .found();
  }
}
