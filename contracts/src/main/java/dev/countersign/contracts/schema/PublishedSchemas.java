package dev.countersign.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas under {@code /schema} on the class path. */
public final class PublishedSchemas {
  /** What every {@code $id} starts with. */
  public static final String BASE = "https://countersign.dev/schema/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())
                  // Only what is on the class path: no schema is fetched over the network.
                  .schemas(PublishedSchemas::source));

  /**
   * What is wrong with a value; empty when it is as its schema says.
   *
   * @param name an event type, or {@code headers.v1}, {@code approval.v1}, {@code cancellation.v1},
   *     {@code resolution.v1}
   */
  public static List<String> check(String name, JsonNode value) {
    return REGISTRY
        .getSchema(SchemaLocation.of(BASE + name + ".json"))
        .validate(Json.text(value), InputFormat.JSON)
        .stream()
        .map(Error::toString)
        .toList();
  }

  /**
   * The schema's text, as it is published.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static String text(String name) {
    var path = "/schema/" + name + ".json";
    try (var in = PublishedSchemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String source(String id) {
    return id.startsWith(BASE) && id.endsWith(".json")
        ? text(id.substring(BASE.length(), id.length() - ".json".length()))
        : null;
  }

  private PublishedSchemas() {}
}
