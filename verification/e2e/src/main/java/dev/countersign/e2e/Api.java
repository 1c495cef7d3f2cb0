package dev.countersign.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product as a client sees it: HTTP, as one user. */
public final class Api {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http;
  private final String url;
  private final @Nullable String token;

  public Api(HttpClient http, String url, @Nullable String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  /** Submits and waits for the outcome. */
  public Answer submitAndWait(String operation, String instance, Map<String, Object> parameters)
      throws Exception {
    return submit(operation, instance, parameters, Map.of("Prefer", "wait=60"));
  }

  public Answer submit(
      String operation,
      String instance,
      Map<String, Object> parameters,
      Map<String, String> headers)
      throws Exception {
    var body = Map.of("operation", operation, "instance_id", instance, "parameters", parameters);
    return post("/api/operations", JSON.writeValueAsString(body), headers);
  }

  public Answer post(String path, String body, Map<String, String> headers) throws Exception {
    var request = request(path).POST(BodyPublishers.ofString(body));
    if (!headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return send(request);
  }

  public Answer get(String path) throws Exception {
    return send(request(path).GET());
  }

  public String text(String path) throws Exception {
    var response = http.send(request(path).GET().build(), BodyHandlers.ofString());
    StoryFailed.unless(response.statusCode() == 200, path + " answered " + response.statusCode());
    return response.body();
  }

  public byte[] bytes(String path) throws Exception {
    var response = http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    StoryFailed.unless(response.statusCode() == 200, path + " answered " + response.statusCode());
    return response.body();
  }

  /** The lines of a server-sent event stream; close it to end it. */
  Stream<String> lines(String path) throws Exception {
    var request = request(path).header("Accept", "text/event-stream").GET().build();
    return http.send(request, BodyHandlers.ofLines()).body();
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofString());
    try {
      return new Answer(response.statusCode(), response.headers(), JSON.readTree(response.body()));
    } catch (JsonProcessingException e) {
      throw new StoryFailed("HTTP " + response.statusCode() + " with a body that is not JSON", e);
    }
  }
}
