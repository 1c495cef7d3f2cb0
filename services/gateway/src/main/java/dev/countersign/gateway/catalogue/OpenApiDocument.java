package dev.countersign.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The OpenAPI document with a body for each operation of the catalogue, told apart by {@code
 * operation}: a client that is generated from it has each operation's parameters as types.
 */
final class OpenApiDocument {
  private static final String SUBMISSION = "Submission";
  private static final String REFERENCE = "#/components/schemas/";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  static byte[] with(OperationCatalogue catalogue) {
    try (var in = OperationCatalogue.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new FileNotFoundException("missing from the class path: /openapi.yaml");
      }
      var document = YAML.readTree(in).<ObjectNode>require();
      describe(catalogue, (ObjectNode) document.at("/components/schemas"));
      return YAML.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void describe(OperationCatalogue catalogue, ObjectNode schemas) {
    var ofAny = (ObjectNode) schemas.remove(SUBMISSION);
    var union = schemas.putObject(SUBMISSION);
    union.put("description", "The body of one operation; `operation` says which.");
    var each = union.putArray("oneOf");
    var discriminator = union.putObject("discriminator").put("propertyName", "operation");
    var mapping = discriminator.putObject("mapping");
    for (var operation : catalogue.definitions()) {
      var name = typeName(operation);
      schemas.set(name + "Parameters", parameters(operation));
      schemas.set(name, body(operation, ofAny, name + "Parameters"));
      each.addObject().put("$ref", REFERENCE + name);
      mapping.put(operation.name(), REFERENCE + name);
      operation.aliases().forEach(alias -> mapping.put(alias, REFERENCE + name));
    }
  }

  private static ObjectNode parameters(OperationDefinition operation) {
    return operation.parameters().<ObjectNode>deepCopy().put("title", operation.title());
  }

  /** That of any operation, with the name and the parameters of this one. */
  private static ObjectNode body(
      OperationDefinition operation, ObjectNode ofAny, String parameters) {
    var body = ofAny.deepCopy();
    body.put("description", operation.summary() + ' ' + ofAny.path("description").asText());
    var properties = body.withObjectProperty("properties");
    var names = properties.putObject("operation").put("type", "string").putArray("enum");
    names.add(operation.name());
    operation.aliases().forEach(names::add);
    properties.putObject("parameters").put("$ref", REFERENCE + parameters);
    if (!operation.parameters().path("required").isEmpty()) {
      body.withArrayProperty("required").add("parameters");
    }
    return body;
  }

  /** {@code reboot_instance} is {@code RebootInstance}. */
  private static String typeName(OperationDefinition operation) {
    return Arrays.stream(operation.name().split("_", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  private OpenApiDocument() {}
}
