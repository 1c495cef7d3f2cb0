package dev.countersign.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The admin API of a simulator that runs somewhere: orders faults, and knows every effect. Where
 * the simulator does not answer, everything throws an {@link UncheckedIOException}.
 */
public final class Simulator {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double STANDING_STILL = 100_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;

  public Simulator(String url) {
    this.url = url;
  }

  public String url() {
    return url;
  }

  /** What it answered. */
  public record Reply(int status, String body) {}

  /** Strikes the next call of this action on this resource. */
  public void fault(String kind, String action, String resource) {
    fault(
        Map.of("kind", kind, "count", 1, "match", Map.of("action", action, "resource", resource)));
  }

  /** Strikes so many calls of this action in this account. */
  public void faults(String kind, String action, String account, int times) {
    var match = Map.of("action", action, "account", account);
    fault(Map.of("kind", kind, "count", times, "match", match));
  }

  /** Lets so many calls wait for so long. */
  public void slow(String action, String account, int times, Duration latency) {
    fault(
        Map.of(
            "kind",
            "latency",
            "count",
            times,
            "latency_ms",
            latency.toMillis(),
            "match",
            Map.of("action", action, "account", account)));
  }

  /** Single instances and clusters may be described there, and none of them listed. */
  public void refuseListing(String account, String region) {
    for (var action : List.of("DescribeDBInstances", "DescribeDBClusters")) {
      // A list is of "db:*": one character, which no instance's name is.
      var match = Map.of("action", action, "account", account, "region", region, "resource", "?");
      fault(Map.of("kind", "access_denied", "match", match));
    }
  }

  /** In the words of the simulator's own page. */
  public void fault(Map<String, Object> order) {
    done("POST", "/faults", order);
  }

  /** From here on RDS behaves. Waits for a simulator that is being started again. */
  public void clearFaults() {
    patiently(() -> done("DELETE", "/faults", null));
  }

  /** Changes an instance behind everybody's back. */
  public void change(String account, String region, String instance, Map<String, Object> change) {
    var body = new HashMap<>(change);
    body.putAll(Map.of("account", account, "region", region, "instance", instance));
    done("POST", "/instances", body);
  }

  /** From here on RDS is so many times as fast as it is; what lies ahead comes sooner or later. */
  public void speed(double speed) {
    done("POST", "/speed", Map.of("speed", speed));
  }

  /** Nothing that RDS has in progress ends until this is closed, however long that is. */
  public Stillness standStill() {
    var before = Json.read(done("GET", "/speed", null), JsonNode.class).path("speed").asDouble();
    speed(before / STANDING_STILL);
    return () -> speed(before);
  }

  /** RDS goes on when it is closed. */
  public interface Stillness extends AutoCloseable {
    @Override
    void close();
  }

  /** Counts the calls of this action on these resources from now on, and lets them pass. */
  public void count(String action, String resources) {
    var match = Map.of("action", action, "resource", resources);
    fault(Map.of("id", resources, "kind", "latency", "latency_ms", 0, "match", match));
  }

  /** How many calls on these resources were counted. */
  public long counted(String resources) {
    return Json.read(done("GET", "/faults", null), JsonNode.class)
        .valueStream()
        .filter(rule -> rule.path("id").asText().equals(resources))
        .mapToLong(rule -> rule.path("matched").asLong())
        .sum();
  }

  /** How often this action was called. */
  public long calls(String action) {
    return calls().path("calls").path(action).asLong();
  }

  /** Calls and errors, by action and code. */
  public JsonNode calls() {
    return Json.read(done("GET", "/calls", null), JsonNode.class);
  }

  /**
   * Every effect on RDS so far, in the order in which they happened. Waits for a simulator that is
   * being started again: its ledger is there again when it is.
   */
  public List<JsonNode> effects() {
    return patiently(() -> done("GET", "/effects", null))
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> Json.read(line, JsonNode.class))
        .toList();
  }

  /** The effects that one operation's sessions had: their names carry its id. */
  public List<JsonNode> effectsOf(String operationId) {
    return effects().stream()
        .filter(effect -> effect.path("session_name").asText().contains(operationId))
        .toList();
  }

  /** The body of an answer that says that it is done. */
  public String done(String method, String path, @Nullable Object body) {
    var reply = send(method, path, body);
    if (reply.status() / 100 != 2) {
      throw new IllegalStateException(path + ": " + reply.status() + ' ' + reply.body());
    }
    return reply.body();
  }

  /** Whatever it answers. */
  public Reply send(String method, String path, @Nullable Object body) {
    var publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body));
    var request =
        HttpRequest.newBuilder(URI.create(url + "/_admin" + path)).method(method, publisher);
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(path));
    }
  }

  private interface Question {
    String ask();
  }

  private static String patiently(Question question) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return question.ask();
      } catch (UncheckedIOException restarting) {
        if (System.nanoTime() - deadline > 0 || !paused()) {
          throw restarting;
        }
      }
    }
  }

  private static boolean paused() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
