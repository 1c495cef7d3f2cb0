package dev.countersign.contracts.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.AnnotationKeyword;
import dev.countersign.contracts.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds parameters against an operation's schema and says what is wrong in the requester's words.
 */
final class ParameterSchema {
  /** RDS keeps this text in lower case, in whatever case it is given. */
  private static final String LOWER_CASE = "x-lower-case";

  /** Items of a list that must differ in this member, in any case. */
  private static final String UNIQUE_BY = "x-unique-by";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialect.builder(Dialects.getDraft202012())
              .format(new DailyWindowFormat())
              .keyword(new AnnotationKeyword("x-hint"))
              .keyword(new AnnotationKeyword(LOWER_CASE))
              .keyword(new AnnotationKeyword(UNIQUE_BY))
              .keyword(new AnnotationKeyword("x-interrupts-service"))
              .keyword(new AnnotationKeyword("x-lessens-protection"))
              .keyword(new AnnotationKeyword("x-present"))
              .build(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final JsonNode source;
  private final Schema schema;

  ParameterSchema(JsonNode source) {
    this.source = source;
    this.schema = REGISTRY.getSchema(source);
  }

  List<ParameterProblem> check(Map<String, Object> parameters) {
    // One problem per field: the first that the schema names is the one to mend first.
    var problems = new LinkedHashMap<String, ParameterProblem>();
    for (var error : schema.validate(Json.text(parameters), InputFormat.JSON)) {
      var problem = problem(error);
      problems.putIfAbsent(problem.field(), problem);
    }
    twice(parameters).forEach(problem -> problems.putIfAbsent(problem.field(), problem));
    return problems.values().stream()
        .sorted(Comparator.comparing(ParameterProblem::field))
        .toList();
  }

  /** As RDS would keep them: what is approved is then what is sent, byte for byte. */
  Map<String, Object> normalized(Map<String, Object> parameters) {
    var normalized = new TreeMap<>(parameters);
    normalized.replaceAll((name, value) ->
        value instanceof String text
                && source.path("properties").path(name).path(LOWER_CASE).asBoolean()
            ? text.toLowerCase(Locale.ROOT)
            : value);
    return normalized;
  }

  /** Two tags of one key: RDS would keep one of them, and nobody knows which. */
  private List<ParameterProblem> twice(Map<String, Object> parameters) {
    var problems = new ArrayList<ParameterProblem>();
    parameters.forEach((name, value) -> {
      var member = source.path("properties").path(name).path(UNIQUE_BY).asText();
      if (!member.isEmpty() && value instanceof List<?> items) {
        var seen = new HashSet<String>();
        for (var i = 0; i < items.size(); i++) {
          if (items.get(i) instanceof Map<?, ?> item
              && item.get(member) instanceof String text
              && !seen.add(text.toLowerCase(Locale.ROOT))) {
            var field = "parameters." + name + '.' + i + '.' + member;
            problems.add(
                new ParameterProblem(
                    field,
                    "is there twice",
                    "Give each "
                        + member
                        + " once; two that differ only in case are one to AWS's access rules."));
          }
        }
      }
    });
    return problems;
  }

  private ParameterProblem problem(Error error) {
    var property = error.getProperty();
    return switch (error.getKeyword()) {
      case "required" -> new ParameterProblem(field(error, property), "is missing", hint(property));
      case "additionalProperties" ->
          new ParameterProblem(
              field(error, property),
              "is not a parameter of this operation",
              "Remove it. Parameters here: " + String.join(", ", names()) + '.');
      default -> {
        var top = topProperty(error);
        yield new ParameterProblem(field(error, null), explained(error), hint(top));
      }
    };
  }

  private static String explained(Error error) {
    return switch (error.getKeyword()) {
      case "type" -> "is of the wrong type";
      case "pattern", "format" -> "is not of the form that is accepted";
      case "enum" -> "is none of the values that are accepted";
      case "minLength" -> "is too short";
      case "maxLength", "maxItems" -> "is too long";
      case "minimum", "exclusiveMinimum" -> "is too small";
      case "maximum", "exclusiveMaximum" -> "is too large";
      default -> error.getMessage();
    };
  }

  private String hint(String property) {
    var node = source.path("properties").path(property);
    var hint = node.path("x-hint").asText(node.path("description").asText());
    return hint.isEmpty() ? "See the operation's parameters at GET /api/catalogue." : hint;
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    source.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String topProperty(Error error) {
    var location = error.getInstanceLocation();
    return location.getNameCount() == 0 ? "" : String.valueOf(location.getName(0));
  }

  private static String field(Error error, @org.jspecify.annotations.Nullable String property) {
    var field = new StringBuilder("parameters");
    var location = error.getInstanceLocation();
    for (var i = 0; i < location.getNameCount(); i++) {
      field.append('.').append(location.getName(i));
    }
    if (property != null) {
      field.append('.').append(property);
    }
    return field.toString();
  }

  /** {@code "format": "daily-window"}: a window that RDS would take. */
  private static final class DailyWindowFormat implements Format {
    @Override
    public String getName() {
      return "daily-window";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return DailyWindow.parse(value)
          .filter(window -> window.length().compareTo(DailyWindow.SHORTEST) >= 0)
          .isPresent();
    }
  }
}
