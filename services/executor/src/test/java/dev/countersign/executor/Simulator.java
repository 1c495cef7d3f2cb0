package dev.countersign.executor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulator's admin API: orders faults, and knows every effect. */
record Simulator(String url) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Strikes the next call of this action on this resource. */
  void fault(String kind, String action, String resource) {
    send(
        "POST",
        "/_admin/faults",
        Map.of("kind", kind, "count", 1, "match", Map.of("action", action, "resource", resource)));
  }

  void faults(String kind, String action, String account, int times) {
    send(
        "POST",
        "/_admin/faults",
        Map.of(
            "kind", kind, "count", times, "match", Map.of("action", action, "account", account)));
  }

  /** Lets so many calls wait for so long. */
  void slow(String action, String account, int times, Duration latency) {
    send(
        "POST",
        "/_admin/faults",
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

  /** Single instances may be described there, and nothing listed. */
  void refuseListing(String account, String region) {
    var match =
        Map.of(
            "action",
            "DescribeDBInstances",
            "account",
            account,
            "region",
            region,
            // A list is of "db:*": one character, which no instance's name is.
            "resource",
            "?");
    send("POST", "/_admin/faults", Map.of("kind", "access_denied", "match", match));
  }

  void clearFaults() {
    send("DELETE", "/_admin/faults", null);
  }

  void change(String account, String region, String instance, Map<String, Object> change) {
    var body = new java.util.HashMap<>(change);
    body.putAll(Map.of("account", account, "region", region, "instance", instance));
    send("POST", "/_admin/instances", body);
  }

  /** How often this action was called. */
  long calls(String action) {
    return Json.read(send("GET", "/_admin/calls", null), JsonNode.class)
        .path("calls")
        .path(action)
        .asLong();
  }

  /** The effects that one operation's sessions had. */
  List<JsonNode> effectsOf(String operationId) {
    return send("GET", "/_admin/effects", null)
        .lines()
        .filter(line -> line.contains(operationId))
        .map(line -> Json.read(line, JsonNode.class))
        .toList();
  }

  private String send(String method, String path, @Nullable Object body) {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
    try {
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(url + path)).method(method, publisher).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(path + ": " + answer.statusCode() + ' ' + answer.body());
      }
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
