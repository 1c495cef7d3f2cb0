package dev.countersign.gateway.edge.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path as OpenAPI writes it: {@code /api/operations/{operation_id}}. A last segment {@code
 * {path+}} takes everything that is left.
 */
public record PathTemplate(String text) {

  /** The values of the placeholders, or empty when the path is another. */
  public Optional<Map<String, String>> match(List<String> path) {
    var template = segments(text);
    var values = new LinkedHashMap<String, String>();
    for (var i = 0; i < template.size(); i++) {
      var segment = template.get(i);
      if (segment.endsWith("+}")) {
        return path.size() > i ? Optional.of(values) : Optional.empty();
      }
      if (i >= path.size()) {
        return Optional.empty();
      }
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return path.size() == template.size() ? Optional.of(values) : Optional.empty();
  }

  /** The segments of a path; a slash at the end makes no difference. */
  public static List<String> segments(String path) {
    var trimmed = path.replaceAll("^/|/$", "");
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
  }
}
