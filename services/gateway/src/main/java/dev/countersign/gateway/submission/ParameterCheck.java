package dev.countersign.gateway.submission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.Problem.FieldError;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.ParameterProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds parameters against the catalogue, and tells unknown, missing and wrong ones apart. */
final class ParameterCheck {
  private static final String PREFIX = "parameters.";

  private final OperationCatalogue catalogue;
  private final OperationDefinition operation;

  ParameterCheck(OperationCatalogue catalogue, OperationDefinition operation) {
    this.catalogue = catalogue;
    this.operation = operation;
  }

  Optional<Problem> problem(Map<String, Object> parameters, JsonNode given) {
    var found = new ArrayList<>(nulls(given, "parameters"));
    if (found.isEmpty()) {
      catalogue.check(operation, parameters).forEach(problem -> found.add(error(problem, given)));
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(problem(found));
  }

  private Problem problem(List<FieldError> errors) {
    var first = errors.getFirst();
    var type =
        ProblemType.valueOf(first.type().toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    var more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more, see errors)";
    return Problem.of(type, first.field() + ' ' + first.detail() + more + '.')
        .field(first.field())
        .nextStep(first.hint())
        .errors(errors);
  }

  private FieldError error(ParameterProblem problem, JsonNode given) {
    return new FieldError(
        type(problem.field(), given).slug(), problem.field(), problem.message(), problem.hint());
  }

  private ProblemType type(String field, JsonNode given) {
    var name = field.startsWith(PREFIX) ? field.substring(PREFIX.length()) : field;
    if (given.has(name) && !operation.parameters().path("properties").has(name)) {
      return ProblemType.UNKNOWN_PARAMETER;
    }
    return name.indexOf('.') < 0 && !given.has(name)
        ? ProblemType.MISSING_PARAMETER
        : ProblemType.INVALID_PARAMETER;
  }

  /** Absent and null mean the same to some readers and not to others, so null is not taken. */
  private static List<FieldError> nulls(JsonNode node, String path) {
    var found = new ArrayList<FieldError>();
    if (node.isNull()) {
      found.add(
          new FieldError(
              ProblemType.INVALID_PARAMETER.slug(),
              path,
              "is null",
              "Give a value or leave it out."));
    }
    node.properties().forEach(e -> found.addAll(nulls(e.getValue(), path + '.' + e.getKey())));
    if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        found.addAll(nulls(node.get(i), path + '.' + i));
      }
    }
    return found;
  }
}
