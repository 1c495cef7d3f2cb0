package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client as a stranger would write one. */
final class Client {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;

  Client(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  record Answer(int status, HttpResponse<byte[]> http, JsonNode body) {
    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String text(String field) {
      return body.path(field).asText();
    }

    /** The last part of the problem's type. */
    String problem() {
      return text("type").replace("https://countersign.dev/problems/", "");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers).join();
  }

  Answer post(String path, String body, String... headers) {
    return postAsync(path, body, headers).join();
  }

  CompletableFuture<Answer> postAsync(String path, String body, String... headers) {
    var all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send("POST", path, BodyPublishers.ofString(body), all);
  }

  CompletableFuture<Answer> send(
      String method, String path, BodyPublisher body, String... headers) {
    return http.sendAsync(
            request(path, headers).timeout(PATIENCE).method(method, body).build(),
            BodyHandlers.ofByteArray())
        .thenApply(answer -> new Answer(answer.statusCode(), answer, json(answer.body())));
  }

  /** A live stream, to be closed. */
  HttpResponse<InputStream> stream(String path, String... headers) {
    try {
      return http.send(request(path, headers).GET().build(), BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.mapper().readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
