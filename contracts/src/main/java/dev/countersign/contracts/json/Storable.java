package dev.countersign.contracts.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * JSON can escape what is no text: PostgreSQL takes no NUL, and half a surrogate pair cannot be
 * written again as the bytes that it was read from. Nor can a number that is larger than any.
 */
final class Storable {
  /** Whether the value can be stored and written again, names included. */
  static boolean is(JsonNode value) {
    if (value.isTextual()) {
      return isText(value.textValue());
    }
    if (value.isFloatingPointNumber()) {
      return Double.isFinite(value.doubleValue());
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!isText(field.getKey())) {
        return false;
      }
    }
    for (var child : value) {
      if (!is(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(String text) {
    for (int at = 0; at < text.length(); at++) {
      var one = text.charAt(at);
      if (one == '\0' || Character.isLowSurrogate(one)) {
        return false;
      }
      if (Character.isHighSurrogate(one)) {
        at++;
        if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
          return false;
        }
      }
    }
    return true;
  }

  private Storable() {}
}
