package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs of the platform, as its supervisor wrote it down. Asking {@code status} again and again
 * would take more of the machine than what is being watched.
 */
final class Processes {
  private final Path state;

  Processes(Path data) {
    this.state = data.resolve("run/state.json");
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
  boolean ready() {
    try {
      for (var process : all()) {
        if (ProcessHandle.of(process.path("pid").asLong()).isEmpty()
            || !HealthCheck.passes(process.path("health").asText())) {
          return false;
        }
      }
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Iterable<JsonNode> all() throws IOException {
    return Json.read(Files.readString(state), JsonNode.class).path("processes");
  }
}
