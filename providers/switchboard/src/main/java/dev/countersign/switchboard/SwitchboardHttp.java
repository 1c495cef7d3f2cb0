package dev.countersign.switchboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the service. A POST is sent once: Java's client repeats none by itself. Credentials are not
 * sent, because the service that tests play would not check them; it is told the session's name,
 * which AWS would know by them.
 */
final class SwitchboardHttp {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(1);
  private static final int OK = 200;

  private final Transport with;
  private final URI endpoint;
  private final HttpClient http;

  SwitchboardHttp(Transport with, URI endpoint) {
    this.with = with;
    this.endpoint = endpoint;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(with.loops())
            .build();
  }

  /** What it answers; fails with a {@link SwitchboardFault} where that is not a success. */
  CompletableFuture<JsonNode> ask(
      Place place, Session session, String action, Map<String, ?> arguments) {
    var sent = with.clock().instant();
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(ANSWER)
            .header("X-Action", action)
            .header("X-Place", place.toString())
            .header("X-Session", session.name())
            .POST(BodyPublishers.ofByteArray(Json.bytes(arguments)))
            .build();
    return http.sendAsync(request, BodyHandlers.ofByteArray())
        .thenApply(answer -> {
          dated(place.region(), sent, answer);
          return read(answer);
        });
  }

  private static JsonNode read(HttpResponse<byte[]> answer) {
    var body = Json.read(answer.body(), JsonNode.class);
    if (answer.statusCode() != OK) {
      throw new SwitchboardFault(
          answer.statusCode(), body.path("Code").asText(), body.path("Message").asText());
    }
    return body;
  }

  /** The engine compares the service's clock with its own, whose approvals expire. */
  private void dated(String region, Instant sent, HttpResponse<?> answer) {
    answer
        .headers()
        .firstValue("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .ifPresent(date -> with.answered(region, sent, date, with.clock().instant()));
  }

  void close() {
    // What is under way has been given up by its owner.
    http.shutdownNow();
  }
}
