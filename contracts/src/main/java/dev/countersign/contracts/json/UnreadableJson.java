package dev.countersign.contracts.json;

/**
 * Bytes that are not JSON, or not JSON of the type asked for. The message never quotes the content.
 */
public final class UnreadableJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnreadableJson(Class<?> type, Exception cause) {
    super("not readable as " + type.getSimpleName(), cause);
  }

  UnreadableJson(Class<?> type, String missing) {
    super("not readable as " + type.getSimpleName() + ": " + missing + " is missing");
  }
}
