package dev.countersign.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.PostgresProcess;
import dev.countersign.embedded.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/** The whole platform with a simulator that does everything at once, and a client of it. */
final class Platform implements AutoCloseable {
  private final Path launcher;
  private final Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonNode up;
  private final String token;

  private Platform(Path home, Path data) throws Exception {
    this.launcher = home.resolve("countersign");
    this.data = data;
    this.up =
        Json.mapper().readTree(run("up", "--detach", "--json", "--port", "0", "--speed", "0"));
    this.token = run("token", "--user", "bench", "--groups", "DBA").strip();
  }

  static Platform up(Path home, Path data) throws Exception {
    return new Platform(home, data);
  }

  /** How this platform's administrator of Kafka connects. */
  Map<String, Object> kafka() throws IOException {
    var login = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("secrets/kafka-admin.properties"))) {
      login.load(in);
    }
    var settings = new HashMap<String, Object>();
    login.stringPropertyNames().forEach(name -> settings.put(name, login.getProperty(name)));
    settings.put("bootstrap.servers", up.path("kafka").asText());
    return settings;
  }

  /** Which processes it has, by name. */
  Map<String, Long> pids() {
    var pids = new HashMap<String, Long>();
    up.path("processes")
        .forEach(process -> pids.put(process.path("name").asText(), process.path("pid").asLong()));
    return pids;
  }

  /** Its database server, as the administrator sees it. */
  PostgresServer postgres() {
    var port = URI.create("postgres://" + up.path("postgres").asText()).getPort();
    return PostgresProcess.at(data.resolve("postgres"), port, data.resolve("unused.log")).server();
  }

  URI simulator() {
    return URI.create(up.path("simulator_url").asText());
  }

  JsonNode get(String path) throws Exception {
    var response = http.send(request(path).GET().build(), BodyHandlers.ofString());
    return read(path, response.statusCode(), response.body());
  }

  /** Submits; {@code prefer} says how long to wait. */
  CompletableFuture<JsonNode> submit(
      String operation, String instance, Map<String, Object> parameters, String prefer) {
    var body = Map.of("operation", operation, "instance_id", instance, "parameters", parameters);
    var request = request("/api/operations").header("Content-Type", "application/json");
    if (!prefer.isEmpty()) {
      request.header("Prefer", prefer);
    }
    return http.sendAsync(
            request.POST(BodyPublishers.ofString(Json.text(body))).build(), BodyHandlers.ofString())
        .thenApply(response -> read("submit", response.statusCode(), response.body()));
  }

  @Override
  public void close() throws Exception {
    run("down");
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(up.path("url").asText() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static JsonNode read(String what, int status, String body) {
    if (status / 100 != 2) {
      throw new IllegalStateException(what + " answered HTTP " + status + ": " + body);
    }
    return Json.read(body, JsonNode.class);
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data.toString()));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("COUNTERSIGN_NO_BUILD", "1");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("`countersign " + arguments[0] + "` failed");
    }
    return output;
  }
}
