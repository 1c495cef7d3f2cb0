package dev.countersign.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that carry a text in every field of every endpoint: made from the OpenAPI document and
 * from the catalogue, so that a new field is covered by itself.
 */
final class EveryField {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** Names an instance that everything is refused on: what is asked for is published, not done. */
  static final String REFUSED = "an instance that is closed";

  private static final String OPERATION = "create_snapshot";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A request.
   *
   * @param where the text is in it, for people
   * @param stream whether the answer is a stream, which need not end
   */
  record Request(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable JsonNode body,
      boolean stream,
      String where) {}

  private final JsonNode document;
  private final JsonNode catalogue;
  private final Map<String, String> known;

  /**
   * @param known values of parameters in paths, by their names
   */
  EveryField(JsonNode document, JsonNode catalogue, Map<String, String> known) {
    this.document = document;
    this.catalogue = catalogue;
    this.known = known;
  }

  /** All of them, with one text. */
  List<Request> with(String text) {
    var requests = new ArrayList<Request>();
    for (var path : document.path("paths").properties()) {
      var item = resolved(path.getValue());
      for (var method : METHODS) {
        if (item.has(method)) {
          var operation = item.path(method);
          var parameters =
              Stream.concat(
                      item.path("parameters").valueStream(),
                      operation.path("parameters").valueStream())
                  .map(this::resolved)
                  .toList();
          // Another name of a path: its own fields, and not once more those of every operation.
          var another = path.getValue().has("$ref");
          new Endpoint(path.getKey(), method, operation, parameters, another).carry(text, requests);
        }
      }
    }
    return requests;
  }

  private JsonNode resolved(JsonNode node) {
    var target = node.path("$ref").asText();
    return target.isEmpty() ? node : resolved(document.at(target.substring(1)));
  }

  private final class Endpoint {
    private final String path;
    private final String method;
    private final List<JsonNode> parameters;
    private final boolean stream;
    private final @Nullable JsonNode schema;
    private final boolean another;

    Endpoint(
        String path,
        String method,
        JsonNode operation,
        List<JsonNode> parameters,
        boolean another) {
      this.another = another;
      this.path = path;
      this.method = method.toUpperCase(Locale.ROOT);
      this.parameters = parameters;
      this.stream = operation.at("/responses/200/content").has("text/event-stream");
      var given = operation.at("/requestBody/content/application~1json/schema");
      this.schema = given.isMissingNode() ? null : oneOf(resolved(given));
    }

    /** Of a body that depends on the operation that of one; the others come from the catalogue. */
    private JsonNode oneOf(JsonNode body) {
      return body.path("discriminator").isMissingNode()
          ? body
          : resolved(JSON.objectNode().set("$ref", body.at("/discriminator/mapping/" + OPERATION)));
    }

    void carry(String text, List<Request> requests) {
      for (var parameter : parameters) {
        var name = parameter.path("name").asText();
        switch (parameter.path("in").asText()) {
          case "path" -> requests.add(request(text, name, "", Map.of(), null));
          case "query" ->
              requests.add(
                  request(null, name, '?' + encoded(name) + '=' + encoded(text), Map.of(), null));
          case "header" -> requests.add(request(null, name, "", Map.of(name, text), null));
          default -> throw new IllegalStateException("a parameter in " + parameter.path("in"));
        }
      }
      requests.add(request(null, "a query's name", '?' + encoded(text) + "=1", Map.of(), null));
      if (schema != null) {
        bodies(text)
            .forEach((where, body) -> requests.add(request(null, where, "", Map.of(), body)));
      }
    }

    private Request request(
        @Nullable String text,
        String where,
        String query,
        Map<String, String> headers,
        @Nullable JsonNode body) {
      var filled = path;
      for (var parameter : parameters) {
        if (parameter.path("in").asText().equals("path")) {
          var name = parameter.path("name").asText();
          var value = text != null && name.equals(where) ? text : known.getOrDefault(name, "x");
          filled = filled.replace('{' + name + '}', encoded(value));
        }
      }
      var content =
          body == null && schema != null
              ? Optional.of(sample(schema, 0))
              : Optional.ofNullable(body);
      return new Request(
          method,
          filled + query,
          headers,
          content.orElse(null),
          stream,
          method + ' ' + path + ' ' + where);
    }

    /** A body for each place in it, with all the rest as it should be. */
    private Map<String, JsonNode> bodies(String text) {
      var bodies = new HashMap<String, JsonNode>();
      var body = (ObjectNode) sample(resolved(schemaOf()), 0);
      places(schemaOf(), body, "", text, bodies);
      bodies.put("an unknown field", body.deepCopy().put("password", text));
      bodies.put("a field's name", body.deepCopy().put(text, 1));
      if (!another && schemaOf().path("properties").has("parameters")) {
        for (var operation : catalogue.path("operations")) {
          var asked = body.deepCopy().put("operation", operation.path("name").asText());
          var schema = operation.path("parameters");
          var given = (ObjectNode) sample(schema, 0);
          asked.set("parameters", given);
          places(schema, asked, "/parameters", text, bodies);
          asked.set("parameters", given.deepCopy().put("password", text));
          bodies.put(operation.path("name").asText() + " parameters", asked);
        }
      }
      return bodies;
    }

    private JsonNode schemaOf() {
      if (schema == null) {
        throw new IllegalStateException(path + " takes no body");
      }
      return schema;
    }
  }

  /** Copies of a body that have the text at one place each, whatever belongs there. */
  private void places(
      JsonNode schema, ObjectNode body, String at, String text, Map<String, JsonNode> bodies) {
    for (var property : resolved(schema).path("properties").properties()) {
      var place = at + '/' + property.getKey();
      var type = resolved(property.getValue());
      var copy = body.deepCopy();
      if (type.has("properties")) {
        ((ObjectNode) copy.at(at)).set(property.getKey(), sample(type, 0));
        places(type, copy, place, text, bodies);
      } else if (type.path("items").has("properties")) {
        ((ObjectNode) copy.at(at)).set(property.getKey(), sample(type, 0));
        places(type.path("items"), copy, place + "/0", text, bodies);
      } else {
        ((ObjectNode) copy.at(at)).set(property.getKey(), put(type, text));
        bodies.put(body.path("operation").asText() + place, copy);
      }
    }
  }

  private static JsonNode put(JsonNode type, String text) {
    return type.path("type").asText().equals("array")
        ? JSON.arrayNode().add(text)
        : TextNode.valueOf(text);
  }

  /** Something of a type; of an object, what has to be there and how instances are named. */
  private JsonNode sample(JsonNode given, int depth) {
    var type = resolved(given);
    if (type.has("enum")) {
      return type.path("enum").path(0);
    }
    return switch (type.path("type").asText()) {
      case "object" -> {
        var object = JSON.objectNode();
        type.path("required")
            .forEach(name ->
                object.set(
                    name.asText(), sample(type.path("properties").path(name.asText()), depth + 1)));
        if (depth == 0 && type.path("properties").has("instance_id")) {
          object.put("operation", OPERATION).put("instance_id", known.get(REFUSED));
          object.putObject("parameters").put("snapshot_id", "canary-free");
        }
        yield object;
      }
      case "array" -> items(type, depth);
      case "integer", "number" -> JSON.numberNode(1);
      case "boolean" -> JSON.booleanNode(true);
      default -> TextNode.valueOf("canary-free");
    };
  }

  private ArrayNode items(JsonNode type, int depth) {
    return JSON.arrayNode().add(sample(type.path("items"), depth + 1));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
