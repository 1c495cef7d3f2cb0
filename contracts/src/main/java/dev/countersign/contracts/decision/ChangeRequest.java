package dev.countersign.contracts.decision;

import java.util.Map;
import java.util.TreeMap;

/**
 * A CloudOps change request, filled in, for the requester to file.
 *
 * @param title one line
 * @param body the whole text
 * @param fields the same as name and value, for a form
 */
public record ChangeRequest(String title, String body, Map<String, String> fields) {
  public ChangeRequest {
    fields = Map.copyOf(fields);
  }

  /** With one field more, which is in the text, too. */
  public ChangeRequest with(String name, String value) {
    var more = new TreeMap<>(fields);
    more.put(name, value);
    return new ChangeRequest(title, body + name + ": " + value + '\n', more);
  }
}
