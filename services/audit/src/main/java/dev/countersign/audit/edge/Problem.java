package dev.countersign.audit.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One RFC 9457 problem, of the form that the gateway's have.
 *
 * @param detail this occurrence, in the words of whoever asked
 * @param nextStep what they can do now
 * @param field which field of the question it is about
 */
public record Problem(ProblemType type, String detail, String nextStep, @Nullable String field) {
  private static final String TYPES = "https://countersign.dev/problems/";

  /** A problem that is about no field. */
  public static Problem of(ProblemType type, String detail, String nextStep) {
    return new Problem(type, detail, nextStep, null);
  }

  /** The whole document. */
  Map<String, Object> document(String correlationId) {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", TYPES + type.slug());
    document.put("title", type.title());
    document.put("status", type.status());
    document.put("detail", detail);
    if (field != null) {
      document.put("field", field);
    }
    document.put("next_step", nextStep);
    document.put("correlation_id", correlationId);
    return document;
  }
}
