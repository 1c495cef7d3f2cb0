package dev.countersign.contracts.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.DecisionStatement;
import dev.countersign.contracts.event.EventTypes;
import dev.countersign.contracts.event.RequestEvidence;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.contracts.resource.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Schemas and records say the same, field by field, so that neither can be forgotten. */
class SchemasAndRecordsTest {
  @Test
  void everyEventHasASchemaOfTheSameFields() {
    for (var type : EventTypes.names()) {
      var data = EventTypes.find(type).orElseThrow();
      var schema = schema(type);
      assertEquals(PublishedSchemas.BASE + type + ".json", schema.path("$id").asText());
      if (data == ResourceGone.class) {
        assertEquals("null", schema.path("type").asText());
      } else {
        compare(data, schema, type);
      }
    }
  }

  @Test
  void signedStatementsHaveSchemasOfTheSameFields() {
    compare(DecisionStatement.Approval.class, schema("approval.v1"), "approval.v1");
    compare(DecisionStatement.Cancellation.class, schema("cancellation.v1"), "cancellation.v1");
    compare(DecisionStatement.Resolution.class, schema("resolution.v1"), "resolution.v1");
    compare(RequestEvidence.class, schema("request-evidence.v1"), "request-evidence.v1");
  }

  @Test
  void everyKindOfResourceHasASchemaOfTheSameFields() {
    var defs = schema("common.v1").path("$defs");
    compare(Instance.class, defs.path("instance"), "instance");
    compare(Cluster.class, defs.path("cluster"), "cluster");
    compare(Snapshot.class, defs.path("snapshot"), "snapshot");
    compare(OtherResource.class, defs.path("other_resource"), "other_resource");
    assertEquals(4, Resource.class.getPermittedSubclasses().length);
  }

  @Test
  void aResourceIsHeldAgainstTheSchemaOfItsKind() throws IOException {
    var type = "dev.countersign.resource.observed.v1";
    try (var example = getClass().getResourceAsStream("/golden/v1/" + type + ".cluster.json")) {
      var value = Json.mapper().readTree(example).path("value");
      assertEquals(List.of(), PublishedSchemas.check(type, value));

      ((ObjectNode) value.path("resource")).remove("members");

      assertFalse(PublishedSchemas.check(type, value).isEmpty());
    }
  }

  @Test
  void aValueThatIsNotAsItsSchemaSaysIsFound() {
    var queued = Json.mapper().createObjectNode().put("operation_id", "not a uuid").put("place", 0);
    var type = "dev.countersign.operation.queued.v1";
    var problems = PublishedSchemas.check(type, queued);
    assertEquals(2, problems.size(), problems.toString());
    assertFalse(PublishedSchemas.check(type, Json.mapper().createObjectNode()).isEmpty());
  }

  private static void compare(Class<?> type, JsonNode node, String place) {
    var schema = resolved(node);
    assertTrue(node.hasNonNull("description") || schema.hasNonNull("description"), place);
    var names = new TreeSet<String>();
    var required = new TreeSet<String>();
    for (var component : type.getRecordComponents()) {
      var name = name(component);
      names.add(name);
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      }
      var property = schema.path("properties").path(name);
      describe(component, property, place + '.' + name);
    }
    var described = new TreeSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(described::add);
    assertEquals(names, described, place);
    var needed = new TreeSet<String>();
    schema.path("required").forEach(field -> needed.add(field.asText()));
    assertEquals(required, needed, place);
    assertFalse(schema.has("additionalProperties"), place + " must tolerate new fields");
  }

  private static void describe(RecordComponent component, JsonNode property, String place) {
    assertTrue(
        property.hasNonNull("description") || resolved(property).hasNonNull("description"),
        place + " has no description");
    var type = component.getType();
    if (type.isRecord() && type != ResourceKey.class) {
      compare(type, property, place);
    } else if (Collection.class.isAssignableFrom(type)
        && component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> item
        && item.isRecord()) {
      compare(item, resolved(property).path("items"), place);
    }
  }

  private static String name(RecordComponent component) {
    var given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null
        ? SnakeCaseStrategy.INSTANCE.translate(component.getName())
        : given.value();
  }

  /** References point into common.v1.json only, from there or from elsewhere. */
  private static JsonNode resolved(JsonNode node) {
    var ref = node.path("$ref").asText();
    if (ref.isEmpty()) {
      return node;
    }
    var pointer = ref.substring(ref.indexOf('#') + 1);
    assertTrue(List.of("", "common.v1.json").contains(ref.substring(0, ref.indexOf('#'))), ref);
    return resolved(schema("common.v1").at(pointer));
  }

  private static JsonNode schema(String name) {
    try {
      return Json.mapper().readTree(PublishedSchemas.text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
