package dev.countersign.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  private static final String MODEL = "dev.countersign.operation.requested.v1.stop-instance";

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

  /** Makes the request for an operation out of the one that every other has been made of. */
  static void addRequest(OperationDefinition operation) throws IOException {
    var name = "dev.countersign.operation.requested.v1." + operation.name().replace('_', '-');
    var file = FOLDER.resolve(name + ".json");
    var model = Files.readString(FOLDER.resolve(MODEL + ".json"));
    var tree =
        (ObjectNode)
            Json.mapper()
                .readTree(
                    model.replace(
                        ":rds:db:db-",
                        ':' + operation.kind() + ':' + operation.resourceType() + '-'));
    tree.withObjectProperty("value")
        .put("operation", operation.name())
        .putPOJO("parameters", operation.examples().getLast());
    Files.writeString(
        file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + '\n');
    var sums = new ArrayList<>(Files.readAllLines(FOLDER.resolve("SHA256SUMS")));
    sums.add(RequestHash.sha256(Files.readAllBytes(file)) + "  " + file.getFileName());
    sums.sort(Comparator.comparing(line -> line.substring(line.indexOf(' '))));
    Files.write(FOLDER.resolve("SHA256SUMS"), sums);
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
