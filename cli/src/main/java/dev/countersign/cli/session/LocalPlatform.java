package dev.countersign.cli.session;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The platform that {@code ./countersign up} runs in this checkout.
 *
 * @param url of its API
 */
record LocalPlatform(String url) {
  static Optional<LocalPlatform> of(Surroundings here) {
    if (here.data() == null) {
      return Optional.empty();
    }
    var state = here.data().resolve("run/state.json");
    try {
      var url =
          Files.exists(state)
              ? new JsonMapper().readTree(Files.readString(state)).path("url").asText()
              : "";
      return url.isEmpty() ? Optional.empty() : Optional.of(new LocalPlatform(url));
    } catch (IOException beingWritten) {
      return Optional.empty();
    }
  }
}
