package dev.countersign.simulator.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a statement: those on strings, before and after a date, and {@code Null}. All
 * of them have to hold, each by one of its values; a key that is not in the context is absent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">AWS
 *     on condition operators</a>
 */
final class Conditions {
  private static final String IF_EXISTS = "IfExists";

  private Conditions() {}

  /** Null where an operator is not known here, so that nobody can say. */
  static @Nullable Boolean hold(JsonNode condition, Map<String, String> context) {
    boolean all = true;
    for (var operator : condition.properties()) {
      for (var key : operator.getValue().properties()) {
        Boolean holds = holds(operator.getKey(), context.get(key.getKey()), key.getValue());
        if (holds == null) {
          return null;
        }
        all &= holds;
      }
    }
    return all;
  }

  private static @Nullable Boolean holds(String operator, @Nullable String value, JsonNode wanted) {
    if (operator.equals("Null")) {
      return any(wanted, String.valueOf(value == null), String::equalsIgnoreCase);
    }
    if (operator.startsWith("Date")) {
      return value == null ? Boolean.FALSE : onTime(operator, value, wanted);
    }
    boolean optional = operator.endsWith(IF_EXISTS);
    String name =
        optional ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
    boolean negated = name.contains("Not");
    BiPredicate<String, String> test = test(name.replace("Not", ""));
    if (test == null) {
      return null;
    }
    if (value == null) {
      return optional || negated;
    }
    return any(wanted, value, test) != negated;
  }

  private static @Nullable Boolean onTime(String operator, String value, JsonNode wanted) {
    try {
      Instant now = Instant.parse(value);
      Instant bound = Instant.parse(wanted.asText());
      return switch (operator) {
        case "DateLessThan" -> now.isBefore(bound);
        case "DateGreaterThan" -> now.isAfter(bound);
        default -> null;
      };
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable BiPredicate<String, String> test(String operator) {
    return switch (operator) {
      case "StringEquals" -> String::equals;
      case "StringEqualsIgnoreCase" -> String::equalsIgnoreCase;
      case "StringLike", "ArnLike", "ArnEquals" -> SessionPolicy::glob;
      default -> null;
    };
  }

  private static boolean any(JsonNode wanted, String value, BiPredicate<String, String> test) {
    Iterable<JsonNode> all = wanted.isArray() ? wanted : List.of(wanted);
    for (JsonNode one : all) {
      if (test.test(one.asText(), value)) {
        return true;
      }
    }
    return false;
  }
}
