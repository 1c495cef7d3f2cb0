package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The change request that a person files where production is closed to self service, or a program
 * that listens to the decisions. Everything that a ticket needs is in it.
 */
final class CloudOpsRequest {
  /** Of each field in the form's text: people read it, and the fields have all of it. */
  private static final int MOST_OF_A_FIELD = 2_000;

  private final Rulebook book;
  private final OperationRequested request;
  private final Resource resource;
  private final OperationRejected rejection;
  private final Optional<OperationDefinition> definition;

  private CloudOpsRequest(
      Rulebook book, OperationRequested request, Resource resource, OperationRejected rejection) {
    this.book = book;
    this.request = request;
    this.resource = resource;
    this.rejection = rejection;
    this.definition = book.catalogue().find(request.operation());
  }

  /**
   * Fills it in.
   *
   * @param rejection what the requester is told
   */
  static ChangeRequest fill(
      Rulebook book, OperationRequested request, Resource resource, OperationRejected rejection) {
    var form = new CloudOpsRequest(book, request, resource, rejection);
    var title =
        "%s: %s (%s, %s)"
            .formatted(
                form.what(),
                resource.identifier(),
                resource.key().account(),
                resource.key().region());
    var fields = form.fields();
    return new ChangeRequest(title, form.body(fields), fields);
  }

  private String what() {
    return definition.map(OperationDefinition::title).orElse(request.operation());
  }

  private String body(Map<String, String> fields) {
    var opening =
        "Please carry out \"%s\" on the production %s %s.\n\n"
            .formatted(what(), resource.key().noun(), resource.identifier());
    var list =
        fields.entrySet().stream()
            .map(field -> field.getKey() + ": " + shortened(field.getValue()))
            .collect(Collectors.joining("\n"));
    return opening
        + list
        + "\n\nRequested through Countersign as operation "
        + request.operationId()
        + ", which was refused: "
        + rejection.message()
        + "\nReason for the change: (please add)\n"
        + "Preferred time: (please add)\n";
  }

  private Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("operation", request.operation());
    fields.put("operation_title", what());
    fields.put("parameters", Json.text(request.parameters()));
    definition.ifPresent(known -> {
      var means = Consequences.of(known, request.parameters(), resource);
      fields.put("interrupts_service", yesOrNo(means.interruptsService()));
      fields.put("destroys", yesOrNo(means.destroys()));
      fields.put("lessens_protection", yesOrNo(means.lessensProtection()));
      fields.put("tier", book.settings().tier(known.name()).wireName());
    });
    fields.put("kind", resource.key().noun());
    fields.put("identifier", resource.identifier());
    fields.put(resource.key().noun().replace(' ', '_'), resource.identifier());
    fields.put("account", resource.key().account());
    fields.put("region", resource.key().region());
    fields.put("resource", resource.key().toString());
    fields.put("resource_id", resource.key().id());
    fields.put("arn", resource.arn());
    engine(resource).ifPresent(engine -> fields.put("engine", engine));
    var classification = rejection.classification();
    if (classification != null) {
      fields.put("environment", classification.environment().wireName());
      fields.put("classified_by", classification.method() + ": " + classification.matched());
    }
    fields.put("requested_by", requester(request));
    fields.put("requester_groups", String.join(", ", request.requester().groups()));
    fields.put("requested_at", request.requestedAt().toString());
    fields.put("code", rejection.code());
    fields.put("refused_because", rejection.message());
    fields.put("needed", needed());
    fields.put("rules", String.join(", ", rejection.rules()));
    fields.put("rules_version", rejection.rulesVersion());
    fields.put("operation_id", request.operationId());
    fields.put("link", "/api/operations/" + request.operationId());
    return fields;
  }

  /** What would have to be different, for those who decide on the ticket. */
  private String needed() {
    var gates = book.gates();
    return switch (rejection.code()) {
      case "production-closed" ->
          Stream.of(
                  gates.setting() ? "" : "enable_production_operations: true in policy's settings",
                  gates.environment()
                      ? ""
                      : "ENABLE_PRODUCTION_OPERATIONS=true for the policy service")
              .filter(gate -> !gate.isEmpty())
              .collect(Collectors.joining(" and "));
      case "operation-not-listed" ->
          request.operation()
              + " in safe_production_operations or risky_production_operations of policy's"
              + " settings";
      default -> rejection.nextStep();
    };
  }

  private static String yesOrNo(boolean fact) {
    return fact ? "yes" : "no";
  }

  private static Optional<String> engine(Resource resource) {
    return switch (resource) {
      case Instance instance -> Optional.of(instance.engine() + ' ' + instance.engineVersion());
      case Cluster cluster -> Optional.of(cluster.engine() + ' ' + cluster.engineVersion());
      case Snapshot snapshot -> Optional.of(snapshot.engine() + ' ' + snapshot.engineVersion());
      case OtherResource _ -> Optional.empty();
    };
  }

  private static String shortened(String text) {
    if (text.length() <= MOST_OF_A_FIELD) {
      return text;
    }
    // A character of two halves is not cut in two: half of one cannot be written.
    var end =
        MOST_OF_A_FIELD - (Character.isHighSurrogate(text.charAt(MOST_OF_A_FIELD - 1)) ? 1 : 0);
    return text.substring(0, end) + "... (shortened; the operation has all of it)";
  }

  private static String requester(OperationRequested request) {
    var name = request.requester().name();
    var subject = request.requester().subject();
    return name == null || name.equals(subject) ? subject : name + " (" + subject + ')';
  }
}
