package dev.countersign.contracts.json;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Bytes that are not JSON, or not JSON of the type asked for. The message never quotes the content.
 */
public final class UnreadableJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnreadableJson(Class<?> type, Exception cause) {
    super("not readable as " + type.getSimpleName() + place(cause), cause);
  }

  UnreadableJson(Class<?> type) {
    super("not readable as " + type.getSimpleName() + ": it holds what is no text or no number");
  }

  UnreadableJson(Class<?> type, String missing) {
    super("not readable as " + type.getSimpleName() + ": " + missing + " is missing");
  }

  /**
   * Where it stopped being readable: the names of our fields, never what is in them, nor the keys
   * of a map, which are content, too.
   */
  private static String place(Exception cause) {
    if (!(cause instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    return mapping.getPath().stream()
        .takeWhile(reference -> !(reference.getFrom() instanceof Map))
        .map(UnreadableJson::step)
        .collect(Collectors.joining(".", ": ", " is not what it should be"));
  }

  private static String step(Reference reference) {
    var name = reference.getFieldName();
    return name == null ? Integer.toString(reference.getIndex()) : name;
  }
}
