package dev.countersign.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frozen example of a released event.
 *
 * @param name the file's, without {@code .json}; the event's type, perhaps with a variant's name
 * @param value null for a tombstone
 */
record Golden(String name, Map<String, String> headers, String key, @Nullable JsonNode value) {
  static final Path FOLDER = Path.of("src/test/resources/golden/v1");

  static List<Golden> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Golden::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Golden of(String name) {
    return read(FOLDER.resolve(name + ".json"));
  }

  String type() {
    return headers.getOrDefault("ce_type", "");
  }

  Event event() {
    return EventCodec.read(headers, bytes());
  }

  byte @Nullable [] bytes() {
    return value == null ? null : Json.bytes(value);
  }

  private static Golden read(Path file) {
    try {
      var tree = Json.mapper().readTree(Files.readAllBytes(file));
      var headers = new LinkedHashMap<String, String>();
      tree.path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      var value = tree.path("value");
      return new Golden(
          file.getFileName().toString().replaceFirst("\\.json$", ""),
          headers,
          tree.path("key").asText(),
          value.isNull() ? null : value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
