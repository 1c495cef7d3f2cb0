package dev.countersign.policy.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The form of the settings, {@code policy-settings.schema.json}: keys, types and texts. */
final class SettingsSchema {
  private static final String MESSAGES = "errorMessage";
  private static final Schema SCHEMA = load();

  private SettingsSchema() {}

  /** What is wrong, each with the path of the value; empty where the form is right. */
  static List<String> check(JsonNode settings) {
    return SCHEMA.validate(settings).stream().map(SettingsSchema::complaint).toList();
  }

  private static String complaint(Error error) {
    var path = path(error);
    var key = (path.isEmpty() ? "" : path + '.') + error.getProperty();
    var keyword = error.isCustomMessage() ? "" : error.getKeyword();
    return switch (keyword) {
      case "required" -> "missing key " + key;
      case "additionalProperties" -> "unknown key " + key;
      default -> (path.isEmpty() ? "the file" : path) + ' ' + error.getMessage();
    };
  }

  /** For example {@code naming_patterns[2].environment}; empty at the top. */
  private static String path(Error error) {
    var path = new StringBuilder();
    var location = error.getInstanceLocation();
    for (int i = 0; i < location.getNameCount(); i++) {
      switch (location.getElement(i)) {
        case Integer index -> path.append('[').append(index).append(']');
        case Object name -> path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static Schema load() {
    var registry =
        SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                .keyword(new AnnotationKeyword(MESSAGES))
                .build(),
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().errorMessageKeyword(MESSAGES).build()));
    try (var in = SettingsSchema.class.getResourceAsStream("/policy-settings.schema.json")) {
      return registry.getSchema(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
