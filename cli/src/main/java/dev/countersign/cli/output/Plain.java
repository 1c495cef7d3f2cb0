package dev.countersign.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Text that is safe on a terminal, of what came from somewhere else. */
public final class Plain {
  private static final String UNSAFE =
      // Control characters, and those that turn the direction of what follows.
      "[\\p{Cntrl}\\u0080-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+";

  private Plain() {}

  /** On one line. */
  public static String text(String text) {
    return text.replaceAll(UNSAFE, " ").strip();
  }

  /**
   * What a cell shows: nothing for what is not there, a list with commas, anything else as JSON.
   */
  public static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      return value.valueStream().map(Plain::text).collect(Collectors.joining(", "));
    }
    if (value.isObject()) {
      return value
          .propertyStream()
          .map(field -> text(field.getKey()) + '=' + text(field.getValue()))
          .collect(Collectors.joining(" "));
    }
    return text(value.asText());
  }
}
