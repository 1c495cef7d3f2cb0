package dev.countersign.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of this checkout. A key that is there twice is an error, as it is to the API server. */
public final class Yaml {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final JsonMapper JSON = new JsonMapper();

  private Yaml() {}

  /** A file or folder of the checkout. */
  public static Path file(String path) {
    return Path.of(System.getProperty("countersign.home", "")).resolve(path);
  }

  /** All documents of a file. */
  public static List<JsonNode> documents(Path file) {
    try (var parser = MAPPER.createParser(file.toFile())) {
      return MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  /** The only document of a file. */
  public static JsonNode document(String path) {
    return read(text(path));
  }

  /** YAML, or JSON, which is YAML too. */
  public static JsonNode read(String yaml) {
    try {
      return MAPPER.readTree(yaml);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String json(InputStream yaml) throws IOException {
    return JSON.writeValueAsString(MAPPER.readTree(yaml));
  }

  /** A file of the checkout as it is. */
  public static String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
