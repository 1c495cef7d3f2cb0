package dev.countersign.contracts.decision;

import java.util.Map;

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
}
