package dev.countersign.cli.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.Catalogue;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code name=value} as the operation's JSON Schema wants it. The API checks; this only writes. */
final class ParameterValues {
  private static final JsonMapper JSON = new JsonMapper();

  /** What could be a text or something else: the catalogue knows. */
  private static final Pattern AMBIGUOUS = Pattern.compile("-?\\d.*|true|false|null|[\\[{].*");

  private final Documents api;

  ParameterValues(Documents api) {
    this.api = api;
  }

  Map<String, Object> of(String operation, List<String> typed) {
    var texts = new LinkedHashMap<String, List<String>>();
    for (var one : typed) {
      var split = one.indexOf('=');
      if (split < 1) {
        throw Failure.usage("A parameter is name=value, not " + one);
      }
      texts
          .computeIfAbsent(one.substring(0, split), _ -> new ArrayList<>())
          .add(one.substring(split + 1));
    }
    var schema = ambiguous(texts) ? schema(operation) : MissingNode.getInstance();
    var values = new LinkedHashMap<String, Object>();
    texts.forEach((name, all) -> values.put(name, value(name, all, schema.path(name))));
    return values;
  }

  private static boolean ambiguous(Map<String, List<String>> texts) {
    return texts.values().stream()
        .anyMatch(all -> all.size() > 1 || AMBIGUOUS.matcher(all.getFirst()).matches());
  }

  private JsonNode schema(String operation) {
    return Catalogue.find(Printer.json(api.get(Paths.CATALOGUE)).path("operations"), operation)
        .map(one -> one.path("parameters").path("properties"))
        .orElse(MissingNode.getInstance());
  }

  private static Object value(String name, List<String> all, JsonNode schema) {
    var list = schema.path("type").asText().equals("array");
    if (all.size() > 1) {
      if (!list) {
        throw Failure.usage("The parameter " + name + " is given " + all.size() + " times.");
      }
      return all;
    }
    var text = all.getFirst();
    return switch (schema.path("type").asText()) {
      case "integer", "number", "boolean" -> json(text, text);
      case "array" -> text.startsWith("[") ? json(name, text, "a list") : List.of(text);
      case "object" -> json(name, text, "an object");
      default -> text;
    };
  }

  /** Where it is none of these, the API says best what is wrong. */
  private static Object json(String text, Object otherwise) {
    try {
      var value = JSON.readTree(text);
      return value.isNumber() || value.isBoolean() ? value : otherwise;
    } catch (JsonProcessingException notOne) {
      return otherwise;
    }
  }

  private static JsonNode json(String name, String text, String what) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw Failure.usage(
          "The parameter " + name + " is " + what + " in JSON: " + broken.getOriginalMessage());
    }
  }
}
