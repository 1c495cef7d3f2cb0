package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.e2e.Api;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs of the platform, as its supervisor wrote it down. Asking {@code status} again and again
 * would take more of the machine than what is being watched.
 */
final class Processes {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path state;
  private final HttpClient http;

  Processes(Path data, HttpClient http) {
    this.state = data.resolve("run/state.json");
    this.http = http;
  }

  /** Those of this name that run now. */
  List<Long> pids(String name) throws IOException {
    var pids = new ArrayList<Long>();
    for (var process : all()) {
      var pid = process.path("pid").asLong();
      if (process.path("name").asText().equals(name) && ProcessHandle.of(pid).isPresent()) {
        pids.add(pid);
      }
    }
    return pids;
  }

  /** Whether each of them serves now. */
  boolean ready() throws InterruptedException {
    try {
      for (var process : all()) {
        if (ProcessHandle.of(process.path("pid").asLong()).isEmpty()
            || !answers(URI.create(process.path("health").asText()))) {
          return false;
        }
      }
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Iterable<JsonNode> all() throws IOException {
    return Api.JSON.readTree(Files.readString(state)).path("processes");
  }

  private boolean answers(URI health) throws IOException, InterruptedException {
    if (health.getScheme().equals("tcp")) {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(health.getHost(), health.getPort()), (int) PATIENCE.toMillis());
        return true;
      }
    }
    var request = HttpRequest.newBuilder(health).timeout(PATIENCE.multipliedBy(2)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }
}
