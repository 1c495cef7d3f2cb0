package dev.countersign.gateway.submission;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.gateway.instance.InstanceReference;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.request.JsonBody;
import dev.countersign.gateway.request.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads {@code {"operation", "instance_id", "parameters"}}. The first thing that is wrong with the
 * outside is answered alone; of the parameters, everything that is wrong.
 */
final class SubmissionReader {
  private static final List<String> FIELDS = List.of("operation", "instance_id", "parameters");
  private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() {};

  private final OperationCatalogue catalogue;
  private final int parametersLimit;

  SubmissionReader(OperationCatalogue catalogue, int parametersLimit) {
    this.catalogue = catalogue;
    this.parametersLimit = parametersLimit;
  }

  Reading<Submission> read(byte[] body) {
    return switch (JsonBody.read(body)) {
      case Reading.Unreadable<ObjectNode>(var problem) -> new Reading.Unreadable<>(problem);
      case Reading.Read<ObjectNode>(var object) -> read(object);
    };
  }

  private Reading<Submission> read(ObjectNode object) {
    var outside = unknownField(object).or(() -> missingOrWrong(object));
    if (outside.isPresent()) {
      return new Reading.Unreadable<>(outside.get());
    }
    var name = object.get("operation").textValue();
    var definition = catalogue.find(name);
    if (definition.isEmpty()) {
      return new Reading.Unreadable<>(unknownOperation());
    }
    var reference = InstanceReference.parse(object.get("instance_id").textValue());
    if (reference.isEmpty()) {
      return new Reading.Unreadable<>(unreadableInstance());
    }
    return parameters(definition.get(), reference.get(), object.path("parameters"));
  }

  private Reading<Submission> parameters(
      OperationDefinition operation, InstanceReference instance, JsonNode node) {
    var size = node.isMissingNode() ? 0 : Json.bytes(node).length;
    if (size > parametersLimit) {
      return new Reading.Unreadable<>(tooLarge(size));
    }
    // What is approved, stored and hashed is what RDS will be sent.
    var parameters =
        catalogue.normalized(
            operation, node.isMissingNode() ? Map.of() : Json.mapper().convertValue(node, MAP));
    var problem = new ParameterCheck(catalogue, operation).problem(parameters, node);
    if (problem.isPresent()) {
      return new Reading.Unreadable<>(problem.get());
    }
    return new Reading.Read<>(
        new Submission(operation, instance, parameters, hash(operation, instance, parameters)));
  }

  private static String hash(
      OperationDefinition operation, InstanceReference instance, Map<String, Object> parameters) {
    var meaning = new LinkedHashMap<String, Object>();
    meaning.put("operation", operation.name());
    meaning.put("instance_id", instance.asGiven());
    meaning.put("parameters", parameters);
    return RequestHash.sha256(Json.bytes(meaning));
  }

  private static Optional<Problem> unknownField(ObjectNode object) {
    return object.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !FIELDS.contains(name))
        .findFirst()
        .map(name ->
            Problem.of(ProblemType.UNKNOWN_FIELD, "The body has a field that is not known.")
                .field(name)
                .nextStep("Remove it. Fields here: " + String.join(", ", FIELDS) + '.'));
  }

  private static Optional<Problem> missingOrWrong(ObjectNode object) {
    return text(object, "operation", "Name the operation, for example \"create_snapshot\".")
        .or(() ->
            text(object, "instance_id", "Name the instance, for example \"dev-postgres-01\"."))
        .or(() ->
            object.path("parameters").isMissingNode() || object.path("parameters").isObject()
                ? Optional.empty()
                : Optional.of(
                    Problem.of(ProblemType.WRONG_TYPE, "parameters has to be an object.")
                        .field("parameters")
                        .nextStep("Give {} when there are none, or leave it out.")));
  }

  private static Optional<Problem> text(ObjectNode object, String field, String nextStep) {
    var node = object.path(field);
    if (node.isMissingNode()) {
      return Optional.of(
          Problem.of(ProblemType.MISSING_FIELD, field + " is missing.")
              .field(field)
              .nextStep(nextStep));
    }
    return node.isTextual()
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemType.WRONG_TYPE, field + " has to be a string.")
                .field(field)
                .nextStep(nextStep));
  }

  private Problem unknownOperation() {
    var known = catalogue.definitions().stream().map(OperationDefinition::name).toList();
    return Problem.of(ProblemType.UNKNOWN_OPERATION, "There is no operation of this name.")
        .field("operation")
        .nextStep(known.stream().collect(Collectors.joining(", ", "Use one of: ", ".")))
        .with("known_operations", known);
  }

  /** Every event that carries them, signed ones too, has to fit into an entry of the ledger. */
  private Problem tooLarge(int size) {
    return Problem.of(
            ProblemType.PARAMETERS_TOO_LARGE,
            "The parameters take %d bytes as JSON without white space; at most %d are taken."
                .formatted(size, parametersLimit))
        .field("parameters")
        .nextStep("Shorten them, for example by fewer or shorter tags.")
        .with("limit_bytes", parametersLimit);
  }

  private static Problem unreadableInstance() {
    return Problem.of(
            ProblemType.INVALID_INSTANCE_ID, "The instance_id is not of a form that names one.")
        .field("instance_id")
        .nextStep(
            "Use the identifier, account:region:identifier, the ARN, or the key shown by GET"
                + " /api/instances.");
  }
}
