package dev.countersign.gateway.submission;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.gateway.resource.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"operation", "instance_id", "parameters"}}, with {@code cluster_id} or {@code
 * resource} in place of {@code instance_id}. The first thing that is wrong with the outside is
 * answered alone; of the parameters, everything that is wrong.
 */
public final class SubmissionReader {
  private static final String BREAK_GLASS = "break_glass";
  private static final String OVERRIDE = "freeze_override";
  private static final int LONGEST_REASON = 1000;
  private static final List<String> FIELDS =
      List.of(
          "operation",
          "resource",
          "instance_id",
          "cluster_id",
          "parameters",
          BREAK_GLASS,
          OVERRIDE);
  private static final String FORM =
      "Send {\"operation\": \"create_snapshot\", \"instance_id\": \"dev-postgres-01\","
          + " \"parameters\": {...}} and nothing else; in place of instance_id, cluster_id or"
          + " resource (a key or an ARN). GET /api/catalogue has the parameters.";
  private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() {};

  private final OperationCatalogue catalogue;
  private final int parametersLimit;

  /**
   * @param parametersLimit bytes of their JSON without white space
   */
  public SubmissionReader(OperationCatalogue catalogue, int parametersLimit) {
    this.catalogue = catalogue;
    this.parametersLimit = parametersLimit;
  }

  /**
   * Reads a whole body.
   *
   * @throws ProblemFound naming what is wrong
   */
  public Submission read(byte[] bytes) {
    var body = JsonBody.read(bytes, FORM, FIELDS);
    var name = body.text("operation", JsonBody.LONGEST_STRING);
    var field = field(body);
    var given = body.text(field.wireName(), JsonBody.LONGEST_STRING);
    var parameters = body.object("parameters");
    var breakGlass = why(body, BREAK_GLASS);
    var override = why(body, OVERRIDE);
    if (breakGlass != null && override != null) {
      throw body.wrong(
          ProblemType.INVALID_PARAMETER, OVERRIDE, "cannot be there together with " + BREAK_GLASS);
    }
    var operation = catalogue.find(name).orElseThrow(this::unknownOperation);
    var resource = field.parse(given).orElseThrow(field::unreadable);
    if (resource.kind() != null) {
      requireKind(operation, field, resource.kind());
    }
    return parameters(operation, resource, parameters, breakGlass, override);
  }

  /** A reason is mandatory: others will read it. */
  private static @Nullable Justification why(JsonBody body, String field) {
    return body.inner(field, List.of("reason"))
        .map(inner -> {
          var reason = inner.text("reason", LONGEST_REASON).strip();
          if (reason.isEmpty()) {
            throw inner.wrong(ProblemType.MISSING_FIELD, "reason", "has to say why");
          }
          return new Justification(reason);
        })
        .orElse(null);
  }

  /** The one field that names the resource. */
  private static Named.Field field(JsonBody body) {
    var given = Stream.of(Named.Field.values()).filter(one -> body.has(one.wireName())).toList();
    if (given.size() > 1) {
      throw body.wrong(
          ProblemType.INVALID_RESOURCE,
          given.get(1).wireName(),
          "cannot be there together with " + given.getFirst().wireName());
    }
    // The field that most need is the one that is missed.
    return given.isEmpty() ? Named.Field.INSTANCE : given.getFirst();
  }

  /**
   * What was named has to be what the operation is done to.
   *
   * @throws ProblemFound where it is of another kind
   */
  static void requireKind(OperationDefinition operation, Named.Field field, String kind) {
    if (!operation.kind().equals(kind)) {
      throw Problem.of(
              ProblemType.WRONG_RESOURCE_TYPE,
              "%s is done to resources of the type %s, and %s names one of the type %s."
                  .formatted(operation.name(), operation.kind(), field.wireName(), kind))
          .field(field.wireName())
          .nextStep(
              "Name a resource of the type %s: GET /api/resources?service=%s&type=%s lists them."
                  .formatted(operation.kind(), operation.service(), operation.resourceType()))
          .found();
    }
  }

  private Submission parameters(
      OperationDefinition operation,
      Named resource,
      ObjectNode given,
      @Nullable Justification breakGlass,
      @Nullable Justification override) {
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
    return new Submission(
        operation,
        resource,
        parameters,
        breakGlass,
        override,
        hash(operation, resource, parameters, breakGlass, override));
  }

  private static String hash(
      OperationDefinition operation,
      Named resource,
      Map<String, Object> parameters,
      @Nullable Justification breakGlass,
      @Nullable Justification override) {
    var meaning = new LinkedHashMap<String, Object>();
    meaning.put("operation", operation.name());
    meaning.put(resource.field().wireName(), resource.reference().asGiven());
    meaning.put("parameters", parameters);
    if (breakGlass != null) {
      meaning.put(BREAK_GLASS, breakGlass);
    }
    if (override != null) {
      meaning.put(OVERRIDE, override);
    }
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
}
