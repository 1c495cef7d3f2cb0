package dev.countersign.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorded documents are of the form that the OpenAPI document describes. */
class DocumentsTest {
  private static final JsonNode API = api();

  @ParameterizedTest
  @CsvSource({
    "waiting, Operation",
    "hostile, Operation",
    "done, Operation",
    "failed, Operation",
    "history, History",
    "history-done, History",
    "instance, InstanceWithOperations",
    "freezes, FreezeState",
    "preview, Preview",
    "problem, Problem",
  })
  void aDocumentIsOfItsForm(String name, String schema) throws Exception {
    var wrong = new ArrayList<String>();
    check(
        new ObjectMapper().readTree(FakeGateway.document(name)),
        API.at("/components/schemas/" + schema),
        name,
        wrong);
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "catalogue, operations, OperationDefinition",
    "instances, instances, Instance",
    "ledger, entries, LedgerEntry",
  })
  void eachItemOfAListIsOfItsForm(String name, String list, String schema) throws Exception {
    var wrong = new ArrayList<String>();
    for (var item : new ObjectMapper().readTree(FakeGateway.document(name)).path(list)) {
      check(item, API.at("/components/schemas/" + schema), name, wrong);
    }
    assertEquals(List.of(), wrong);
  }

  /** Required members are there, no others are, and a word of a list is one of its words. */
  private static void check(JsonNode document, JsonNode form, String at, List<String> wrong) {
    var schema = resolved(form);
    if (schema.has("allOf")) {
      schema.path("allOf").forEach(part -> required(document, resolved(part), at, wrong));
      return;
    }
    required(document, schema, at, wrong);
    var properties = schema.path("properties");
    if (document.isObject() && !properties.isEmpty()) {
      for (var field : document.properties()) {
        if (properties.has(field.getKey())) {
          check(
              field.getValue(), properties.path(field.getKey()), at + '.' + field.getKey(), wrong);
        } else if (!schema.path("additionalProperties").isObject()) {
          wrong.add(at + " has " + field.getKey());
        }
      }
    }
    document.forEach(item -> {
      if (document.isArray() && schema.has("items")) {
        check(item, schema.path("items"), at + "[]", wrong);
      }
    });
    if (schema.has("enum") && !schema.path("enum").toString().contains(document.toString())) {
      wrong.add(at + " is " + document);
    }
  }

  private static void required(JsonNode document, JsonNode schema, String at, List<String> wrong) {
    schema
        .path("required")
        .forEach(name -> {
          if (!document.has(name.asText())) {
            wrong.add(at + " lacks " + name.asText());
          }
        });
  }

  private static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText("");
    return reference.isEmpty() ? schema : API.at(reference.substring(1));
  }

  private static JsonNode api() {
    try (var in = DocumentsTest.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
