package dev.countersign.contracts.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Attribute;
import dev.countersign.contracts.event.EventTypes;
import dev.countersign.contracts.event.Provenance;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.ResourceKey;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private final JsonNode document = read("asyncapi.yaml");

  @Test
  void itDescribesEveryTopic() {
    var addresses = new TreeSet<String>();
    document.path("channels").forEach(channel -> addresses.add(channel.path("address").asText()));
    var topics = new TreeSet<String>();
    Arrays.stream(Topics.class.getFields())
        .filter(field -> field.getType() == String.class && Modifier.isStatic(field.getModifiers()))
        .forEach(field -> topics.add(constant(field)));
    assertEquals(topics, addresses);
  }

  @Test
  void everyTypeIsOnSomeChannelWithItsSchema() {
    var types = new TreeSet<String>();
    for (var channel : document.path("channels")) {
      for (var reference : channel.path("messages")) {
        var message = at(reference);
        var type = message.path("name").asText();
        types.add(type);
        assertEquals("./schema/" + type + ".json", message.at("/payload/$ref").asText());
      }
    }
    assertEquals(new TreeSet<>(EventTypes.names()), types);
  }

  @Test
  void eachTypeIsOnTheChannelsWhereItBelongs() throws IOException {
    for (var channel : document.path("channels")) {
      var topic = channel.path("address").asText();
      var documented = new TreeSet<String>();
      channel
          .path("messages")
          .forEach(message -> documented.add(at(message).path("name").asText()));
      var allowed = new TreeSet<String>();
      for (var type : EventTypes.names()) {
        var example = Topics.class.getResourceAsStream("/golden/v1/" + type + ".json");
        var value = YAML.readTree(Objects.requireNonNull(example)).path("value");
        var data =
            value.isNull()
                ? new ResourceGone(ResourceKey.parse("111122223333:eu-central-1:rds:db:db-A"))
                : Json.read(value.toString(), EventTypes.find(type).orElseThrow());
        if (Provenance.belongs(data, topic)) {
          allowed.add(type);
        }
      }
      assertEquals(allowed, documented, topic);
    }
  }

  @Test
  void everyAttributeIsBoundedInTheSchemaAsInTheCodec() {
    var bounded = new TreeSet<String>();
    read("schema/headers.v1.json")
        .path("properties")
        .properties()
        .forEach(header -> {
          if (!header.getValue().has("const") && !header.getKey().equals("ce_evidence")) {
            assertEquals(Attribute.MAX_BYTES, header.getValue().path("maxLength").asInt());
            bounded.add(header.getKey());
          }
        });
    assertEquals(10, bounded.size());
  }

  @Test
  void everyReferenceResolves() {
    var references = references(document, new ArrayList<>());
    assertTrue(references.size() > EventTypes.names().size());
    references.forEach(reference -> assertFalse(at(reference).isMissingNode(), reference::asText));
  }

  @Test
  void everyTopicHasOneWriter() {
    var writers = new HashMap<String, Set<String>>();
    document
        .path("operations")
        .forEach(operation -> {
          if (operation.path("action").asText().equals("send")) {
            writers
                .computeIfAbsent(
                    at(operation.path("channel")).path("address").asText(), _ -> new TreeSet<>())
                .add(operation.at("/tags/0/name").asText());
          }
        });
    assertEquals(
        Map.of(
            Topics.REQUESTS, Set.of("gateway"),
            Topics.DECISIONS, Set.of("policy"),
            Topics.STATUS, Set.of("executor"),
            Topics.RESOURCES, Set.of("executor"),
            Topics.LEDGER, Set.of("audit")),
        writers);
  }

  private static List<JsonNode> references(JsonNode node, List<JsonNode> found) {
    if (node.has("$ref")) {
      found.add(node);
    }
    node.forEach(child -> references(child, found));
    return found;
  }

  /** What a reference points at; missing when nothing is there. */
  private JsonNode at(JsonNode reference) {
    var text = reference.path("$ref").asText();
    var hash = text.indexOf('#');
    var file = hash < 0 ? text : text.substring(0, hash);
    var target = file.isEmpty() ? document : read(file.substring("./".length()));
    return hash < 0 ? target : target.at(text.substring(hash + 1));
  }

  private static JsonNode read(String file) {
    try (var in = Topics.class.getResourceAsStream('/' + file)) {
      return YAML.readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String constant(java.lang.reflect.Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
