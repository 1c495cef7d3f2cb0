package dev.countersign.console.ask;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.console.page.Trouble;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One field of a form, from the parameter's schema.
 *
 * @param name of the input; the parameter's name behind a prefix
 * @param kind {@code text}, {@code number}, {@code choice}, {@code flag}, {@code lines} or {@code
 *     pairs}
 * @param value as it was typed
 * @param help what it means, and how it is written
 * @param options of a choice
 * @param max the longest text; empty for no limit
 */
public record Field(
    String parameter,
    String label,
    String kind,
    String value,
    String help,
    String hint,
    boolean required,
    List<String> options,
    String max) {
  static final String PREFIX = "p.";

  /** Said by the form itself, by the name that is typed. */
  private static final String CONFIRMATION = "confirm_production";

  public String name() {
    return PREFIX + parameter;
  }

  public boolean isMissing() {
    return required && value.isBlank();
  }

  public boolean chosen(String option) {
    return option.equals(value);
  }

  /** The fields of a schema, with what was typed into them; those that are needed first. */
  static List<Field> of(JsonNode schema, MultivaluedMap<String, String> typed) {
    var required =
        StreamSupport.stream(schema.path("required").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    var fields = new ArrayList<Field>();
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          if (!property.getKey().equals(CONFIRMATION)) {
            fields.add(
                of(
                    property.getKey(),
                    property.getValue(),
                    required.contains(property.getKey()),
                    Optional.ofNullable(typed.getFirst(PREFIX + property.getKey())).orElse("")));
          }
        });
    fields.sort((one, other) -> Boolean.compare(other.required(), one.required()));
    return List.copyOf(fields);
  }

  private static Field of(String name, JsonNode schema, boolean required, String value) {
    return new Field(
        name,
        Trouble.words(name),
        kind(schema),
        value,
        schema.path("description").asText(""),
        schema.path("x-hint").asText(""),
        required,
        StreamSupport.stream(schema.path("enum").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        schema.path("maxLength").asText(""));
  }

  private static String kind(JsonNode schema) {
    if (schema.has("enum")) {
      return "choice";
    }
    return switch (schema.path("type").asText()) {
      case "integer", "number" -> "number";
      case "boolean" -> "flag";
      case "array" ->
          schema.path("items").path("type").asText().equals("object") ? "pairs" : "lines";
      default -> "text";
    };
  }

  /**
   * What was typed, as the API takes it; what does not fit is passed on, for the API to say why.
   */
  static Map<String, Object> parameters(List<Field> fields) {
    var parameters = new LinkedHashMap<String, Object>();
    fields.stream()
        .filter(field -> !field.value().isBlank())
        .forEach(field -> parameters.put(field.parameter(), field.parsed()));
    return parameters;
  }

  private Object parsed() {
    return switch (kind) {
      case "number" -> number(value.strip());
      case "flag" -> value.equals("true") ? Boolean.TRUE : value.equals("false") ? false : value;
      case "lines" -> value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      case "pairs" ->
          value
              .lines()
              .filter(line -> !line.isBlank())
              .map(line -> {
                var equals = line.indexOf('=');
                return equals < 0
                    ? Map.of("Key", line.strip())
                    : Map.of(
                        "Key", line.substring(0, equals).strip(),
                        "Value", line.substring(equals + 1).strip());
              })
              .toList();
      default -> value.strip();
    };
  }

  private static Object number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      return text;
    }
  }
}
