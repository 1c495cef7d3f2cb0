package dev.countersign.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.junit.jupiter.api.Test;

/** The description and the API say the same. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class OpenApiTest extends GatewayTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  void everyResourceIsDescribedAndEveryDescriptionIsAResource() throws IOException {
    var offered = new TreeSet<String>();
    for (var one : offered()) {
      offered.add(one);
      if (one.contains(" /api/operations")) {
        offered.add(one.replace(" /api", " "));
      }
    }

    assertEquals(offered, described(description()));
  }

  @Test
  void answersAreOfTheDescribedForm() throws IOException {
    var instance = instance("done");
    var refused = ada.post("/api/operations", snapshot(instance("prod"), "one"));
    var done = ada.post("/api/operations", snapshot(instance, "one"), "Prefer", "wait=30");
    var history = ada.get(done.header("Location") + "/history");

    assertForm("Operation", done);
    assertForm("Operation", ada.get(refused.header("Location")));
    assertForm("Refusal", refused);
    assertForm("History", history);
    assertForm("InstanceWithOperations", ada.get("/api/instances/" + instance));
    assertForm("Problem", ada.post("/api/operations", "{"));
    assertForm(
        "Problem", ada.post("/api/operations", "{\"operation\": \"x\", \"instance_id\": \"x\"}"));
  }

  /** A client that is generated from it has the parameters of each operation as types. */
  @Test
  void eachOperationHasABodyOfItsOwn() throws IOException {
    var submission = schema(description(), "Submission");
    for (var operation : OperationCatalogue.load().definitions()) {
      for (var parameters : operation.examples()) {
        for (var name : names(operation)) {
          assertEquals(List.of(), submission.validate(body(name, parameters)), name);
        }
      }
      var unknown = body(operation.name(), Map.of("no_such_parameter", true));
      assertFalse(submission.validate(unknown).isEmpty(), operation.name());
      assertTrue(
          description()
              .at("/components/schemas/Submission/discriminator/mapping")
              .properties()
              .stream()
              .map(Map.Entry::getKey)
              .toList()
              .containsAll(names(operation)),
          operation.name());
    }
    assertFalse(submission.validate(body("no_such_operation", Map.of())).isEmpty());
  }

  @Test
  void aListShowsTheFieldsThatAreAskedFor() throws IOException {
    var properties = description().at("/components/schemas/Operation/properties");
    var all = properties.properties().stream().map(Map.Entry::getKey).toList();
    var instance = instance("done");
    ada.post("/api/operations", snapshot(instance, "one"), "Prefer", "wait=30");

    // Each by itself, so that none is refused.
    for (var field : all) {
      var page = ada.get("/api/operations?limit=1&instance_id=" + instance + "&fields=" + field);
      assertEquals(200, page.status(), field);
    }
    var slim =
        ada.get("/api/operations?limit=1&fields=status,instance_id&instance_id=" + instance)
            .body()
            .at("/operations/0");
    assertEquals(
        Set.of("operation_id", "status", "instance_id"),
        slim.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
    for (var wrong : List.of("status,colour", ",", "Status")) {
      assertEquals(
          "invalid-query-parameter", ada.get("/api/operations?fields=" + wrong).problem(), wrong);
    }
  }

  @Test
  void examplesAreOfTheDescribedForm() throws IOException {
    var description = description();
    var post = description.at("/paths/~1api~1operations/post");
    var told = new TreeSet<String>();
    for (var answer : post.path("responses").properties()) {
      for (var media : answer.getValue().path("content")) {
        for (var example : media.path("examples").properties()) {
          var form = media.at("/schema/$ref").asText().replaceAll(".*/", "");
          var value = resolved(description, example.getValue()).path("value");
          assertEquals(List.of(), schema(description, form).validate(value), example.getKey());
          told.add(answer.getKey() + ' ' + example.getKey());
        }
      }
    }
    assertEquals(
        Set.of(
            "200 succeeded",
            "200 failed",
            "200 timed-out",
            "202 approved",
            "403 production-closed"),
        told);
  }

  private static List<String> names(OperationDefinition operation) {
    return Stream.concat(Stream.of(operation.name()), operation.aliases().stream()).toList();
  }

  private static JsonNode body(String operation, Map<String, Object> parameters) {
    return Json.mapper()
        .valueToTree(
            Map.of("operation", operation, "resource", "1:r:rds:db:x", "parameters", parameters));
  }

  private static Schema schema(JsonNode description, String name) {
    var root = description.<ObjectNode>deepCopy();
    root.put("$ref", "#/components/schemas/" + name);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  @Test
  void theDocumentationNamesEveryResource() throws IOException {
    var docs = Files.readString(Path.of(System.getProperty("countersign.home"), "docs", "api.md"));

    for (var one : offered()) {
      assertTrue(docs.contains(one.replace("{path}", "**")), one);
    }
  }

  /** Each method of each resource, as {@code GET /api/instances/{instance_id}}. */
  private static Set<String> offered() {
    var offered = new TreeSet<String>();
    for (var path : ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
      for (var handler : path.value.handlers) {
        if (handler instanceof ClassRoutingHandler classes) {
          classes.getMappers().values().stream()
              .flatMap(mapper -> mapper.getTemplates().stream())
              .forEach(one -> offered.add(name(one.value)));
        }
      }
    }
    return offered;
  }

  private static String name(RuntimeResource resource) {
    var path = resource.getClassPath().template + '/' + resource.getPath().template;
    return resource.getHttpMethod()
        + ' '
        + path.replaceAll("/+", "/").replaceAll("(.)/$", "$1").replaceAll(":[^}]*", "");
  }

  /** What is required is there, what is there is described, and is of the described type. */
  private void assertForm(String schema, Client.Answer answer) throws IOException {
    var description = description();
    var form = description.at("/components/schemas/" + schema);
    var parts = form.has("allOf") ? form.get("allOf") : Json.mapper().createArrayNode().add(form);
    var known = Json.mapper().createObjectNode();
    for (var part : parts) {
      var whole = resolved(description, part);
      whole
          .path("required")
          .forEach(name -> assertTrue(answer.body().has(name.asText()), schema + name));
      whole.path("properties").properties().forEach(p -> known.set(p.getKey(), p.getValue()));
    }
    for (var field : answer.body().properties()) {
      assertTrue(known.has(field.getKey()), schema + " does not describe " + field.getKey());
      var type = resolved(description, known.get(field.getKey())).get("type");
      assertTrue(fits(type, field.getValue()), schema + ' ' + field + " is no " + type);
    }
  }

  private static boolean fits(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return type.valueStream().anyMatch(one -> fits(one, value));
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private ObjectNode description() throws IOException {
    var text = ada.get("/api/openapi").http().body();
    return (ObjectNode) new YAMLMapper().readTree(text);
  }

  private static Set<String> described(JsonNode description) {
    var described = new TreeSet<String>();
    description.path("paths").properties().stream()
        .filter(path -> !path.getValue().has("x-answered-by"))
        .forEach(path -> {
          var item = resolved(description, path.getValue());
          item.fieldNames()
              .forEachRemaining(name -> {
                if (METHODS.contains(name)) {
                  described.add(name.toUpperCase(java.util.Locale.ROOT) + ' ' + path.getKey());
                }
              });
        });
    return described;
  }

  private static JsonNode resolved(JsonNode description, JsonNode item) {
    return item.has("$ref") ? description.at(item.get("$ref").asText().substring(1)) : item;
  }
}
