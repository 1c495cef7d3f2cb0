package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document. Of a refusal by policy, {@code type} ends with the decision's code,
 * and the fields from {@code operation} on say what was decided.
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String correlationId,
    @Nullable String field,
    @Nullable String nextStep,
    @Nullable List<FieldError> errors,
    @Nullable List<String> knownOperations,
    @Nullable List<String> candidates,
    @Nullable String operationId,
    @Nullable Status operationStatus,
    @Nullable String evidenceId,
    @Nullable List<Operation.Evidence> evidence,
    @Nullable JsonNode resolution,
    @Nullable String ballotHash,
    @Nullable List<Operation.Drift> changed,
    @Nullable Long limitBytes,
    @Nullable String operation,
    @Nullable String resource,
    @Nullable String instanceId,
    @Nullable String environment,
    @Nullable String classifiedBy,
    @Nullable List<String> rules,
    @Nullable String rulesVersion,
    Operation.@Nullable ChangeRequest changeRequest) {

  /** One thing that is wrong with the parameters. */
  public record FieldError(String type, String field, String detail, String hint) {}

  /** The stable name, for example {@code production-closed}. */
  public String name() {
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** Also of an answer that has no problem document, as a proxy gives it. */
  static Problem of(Answer answer) {
    if (answer.header("Content-Type").startsWith("application/problem+json")) {
      try {
        var problem = Wire.MAPPER.readValue(answer.content(), Problem.class);
        if (problem != null && named(problem.type())) {
          return problem;
        }
      } catch (IOException broken) {
        // Told by its status alone.
      }
    }
    return ofStatus(answer.status(), answer.correlationId());
  }

  /** RFC 9457 allows a document without a type. */
  private static boolean named(@Nullable String type) {
    return type != null;
  }

  private static Problem ofStatus(int status, String correlationId) {
    var known =
        Map.of(
            "type",
            "about:blank",
            "title",
            "HTTP " + status,
            "status",
            status,
            "detail",
            "The answer has no problem document.",
            "correlation_id",
            correlationId);
    return Wire.MAPPER.convertValue(known, Problem.class);
  }
}
