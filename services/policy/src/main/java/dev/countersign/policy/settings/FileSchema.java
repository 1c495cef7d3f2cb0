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

/** The form of a file that people write, by its JSON schema: keys, types and texts. */
public final class FileSchema {
  private static final String MESSAGES = "errorMessage";

  private final Schema schema;

  private FileSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * @param beside a class that has the schema beside it on the class path
   * @param name for example {@code /policy-settings.schema.json}
   */
  public static FileSchema load(Class<?> beside, String name) {
    var registry =
        SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                .keyword(new AnnotationKeyword(MESSAGES))
                .build(),
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().errorMessageKeyword(MESSAGES).build()));
    try (var in = beside.getResourceAsStream(name)) {
      return new FileSchema(registry.getSchema(Objects.requireNonNull(in, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong, each with the path of the value; empty where the form is right. */
  public List<String> check(JsonNode file) {
    return schema.validate(file).stream().map(FileSchema::complaint).toList();
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
}
