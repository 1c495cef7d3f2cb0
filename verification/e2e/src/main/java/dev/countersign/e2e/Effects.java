package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What really happened on RDS, as the simulator wrote it down before it answered. */
final class Effects {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final String simulatorUrl;

  Effects(HttpClient http, String simulatorUrl) {
    this.http = http;
    this.simulatorUrl = simulatorUrl;
  }

  /** Every effect of one operation: its STS session carries the operation's id. */
  List<JsonNode> of(String operationId) throws Exception {
    return all()
        .filter(effect -> effect.path("session_name").asText().contains(operationId))
        .toList();
  }

  /** Exactly one effect, of this action. */
  void expectOnce(String operationId, String action) throws Exception {
    var effects = of(operationId);
    StoryFailed.unless(
        effects.size() == 1 && effects.getFirst().path("action").asText().equals(action),
        "expected one " + action + " on RDS, saw " + effects);
  }

  /** No effect at all. */
  void expectNone(String operationId) throws Exception {
    var effects = of(operationId);
    StoryFailed.unless(effects.isEmpty(), "expected no effect on RDS, saw " + effects);
  }

  Stream<JsonNode> all() throws Exception {
    var body = patiently().strip();
    if (body.startsWith("[")) {
      var array = Api.JSON.readTree(body);
      return array.valueStream();
    }
    return body.lines().filter(line -> !line.isBlank()).map(Effects::read);
  }

  /** The simulator itself may have just been killed; its ledger is there again when it is. */
  private String patiently() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(simulatorUrl + "/_admin/effects")).GET().build();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return http.send(request, BodyHandlers.ofString()).body();
      } catch (IOException restarting) {
        if (System.nanoTime() > deadline) {
          throw new StoryFailed("the simulator does not answer", restarting);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static JsonNode read(String line) {
    try {
      return Api.JSON.readTree(line);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new StoryFailed("the simulator's effect ledger has a line that is not JSON", e);
    }
  }
}
