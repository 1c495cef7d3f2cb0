package dev.countersign.gateway.submission;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.gateway.resource.ResourceReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads {@code {"operation", "instance_id", "parameters"}}. The first thing that is wrong with the
 * outside is answered alone; of the parameters, everything that is wrong.
 */
final class SubmissionReader {
  private static final List<String> FIELDS = List.of("operation", "instance_id", "parameters");
  private static final String FORM =
      "Send {\"operation\": \"create_snapshot\", \"instance_id\": \"dev-postgres-01\","
          + " \"parameters\": {...}} and nothing else. GET /api/catalogue has the parameters.";
  private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() {};

  private final OperationCatalogue catalogue;
  private final int parametersLimit;

  SubmissionReader(OperationCatalogue catalogue, int parametersLimit) {
    this.catalogue = catalogue;
    this.parametersLimit = parametersLimit;
  }

  Submission read(byte[] bytes) {
    var body = JsonBody.read(bytes, FORM, FIELDS);
    var name = body.text("operation", JsonBody.LONGEST_STRING);
    var instance = body.text("instance_id", JsonBody.LONGEST_STRING);
    var parameters = body.object("parameters");
    var operation = catalogue.find(name).orElseThrow(this::unknownOperation);
    var reference =
        ResourceReference.parse(instance).orElseThrow(SubmissionReader::unreadableInstance);
    return parameters(operation, reference, parameters);
  }

  private Submission parameters(
      OperationDefinition operation, ResourceReference instance, ObjectNode given) {
    var size = given.isEmpty() ? 0 : Json.bytes(given).length;
    if (size > parametersLimit) {
      throw tooLarge(size);
    }
    // What is approved, stored and hashed is what RDS will be sent.
    var parameters = catalogue.normalized(operation, Json.mapper().convertValue(given, MAP));
    new ParameterCheck(catalogue, operation)
        .problem(parameters, given)
        .ifPresent(problem -> {
          throw problem.found();
        });
    return new Submission(operation, instance, parameters, hash(operation, instance, parameters));
  }

  private static String hash(
      OperationDefinition operation, ResourceReference instance, Map<String, Object> parameters) {
    var meaning = new LinkedHashMap<String, Object>();
    meaning.put("operation", operation.name());
    meaning.put("instance_id", instance.asGiven());
    meaning.put("parameters", parameters);
    return RequestHash.sha256(Json.bytes(meaning));
  }

  private ProblemFound unknownOperation() {
    var known = catalogue.definitions().stream().map(OperationDefinition::name).toList();
    return Problem.of(ProblemType.UNKNOWN_OPERATION, "There is no operation of this name.")
        .field("operation")
        .nextStep(known.stream().collect(Collectors.joining(", ", "Use one of: ", ".")))
        .with("known_operations", known)
        .found();
  }

  /** Every event that carries them, signed ones too, has to fit into an entry of the ledger. */
  private ProblemFound tooLarge(int size) {
    return Problem.of(
            ProblemType.PARAMETERS_TOO_LARGE,
            "The parameters take %d bytes as JSON without white space; at most %d are taken."
                .formatted(size, parametersLimit))
        .field("parameters")
        .nextStep("Shorten them, for example by fewer or shorter tags.")
        .with("limit_bytes", parametersLimit)
        .found();
  }

  private static ProblemFound unreadableInstance() {
    return Problem.of(
            ProblemType.INVALID_INSTANCE_ID, "The instance_id is not of a form that names one.")
        .field("instance_id")
        .nextStep(
            "Use the identifier, account:region:identifier, the ARN, or the key shown by GET"
                + " /api/instances.")
        .found();
  }
}
