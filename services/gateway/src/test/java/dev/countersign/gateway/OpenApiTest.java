package dev.countersign.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.json.Json;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
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
