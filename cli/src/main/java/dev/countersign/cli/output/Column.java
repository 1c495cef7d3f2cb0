package dev.countersign.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A column of a table, and a line where one thing is shown.
 *
 * @param title in capital letters
 * @param value of a document
 * @param when where it is shown
 */
public record Column(String title, Function<JsonNode, JsonNode> value, When when) {
  /** Where. */
  public enum When {
    ALWAYS,
    /** With -o wide and csv, and where one thing is shown. */
    WIDE,
    /** Only where one thing is shown. */
    DETAIL
  }

  /**
   * @param path to the value, with dots
   */
  public static Column of(String title, String path) {
    return new Column(title, at(path), When.ALWAYS);
  }

  public static Column wide(String title, String path) {
    return new Column(title, at(path), When.WIDE);
  }

  public static Column detail(String title, String path) {
    return new Column(title, at(path), When.DETAIL);
  }

  String cell(JsonNode document) {
    return Plain.text(value.apply(document));
  }

  private static Function<JsonNode, JsonNode> at(String path) {
    var names = path.split("\\.");
    return document -> {
      var found = document;
      for (var name : names) {
        found = found.path(name);
      }
      return found;
    };
  }
}
