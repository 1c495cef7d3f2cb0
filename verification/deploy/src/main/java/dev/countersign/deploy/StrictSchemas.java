package dev.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of the kinds that we use, with the fields that we use and no others: Kubernetes' own
 * schemas let unknown fields of custom resources through, or prune them without a word. Each was
 * held against the original; see docs/adr/0011.
 */
public final class StrictSchemas {
  private static final String BASE = "https://countersign.dev/deploy/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(StrictSchemas::source));

  private StrictSchemas() {}

  /** What is wrong with a manifest; empty when it is as its schema says. */
  public static List<String> check(Manifest manifest) {
    var name = manifest.apiVersion().replace('/', '_') + "_" + manifest.kind();
    return check(name, manifest.node()).stream()
        .map(complaint -> manifest + ": " + complaint)
        .toList();
  }

  /** What is wrong with a value, by the schema's file name. */
  static List<String> check(String name, JsonNode value) {
    if (source(BASE + name + ".yaml") == null) {
      return List.of("there is no schema " + name + "; write one into schemas/");
    }
    return REGISTRY
        .getSchema(SchemaLocation.of(BASE + name + ".yaml"))
        .validate(value.toString(), InputFormat.JSON)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static @Nullable String source(String id) {
    if (!id.startsWith(BASE)) {
      return null;
    }
    try (var in =
        StrictSchemas.class.getResourceAsStream("/schemas/" + id.substring(BASE.length()))) {
      return in == null ? null : Yaml.json(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(id, unreadable);
    }
  }
}
