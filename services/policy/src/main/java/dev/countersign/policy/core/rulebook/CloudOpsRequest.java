package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
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

/** The change request that a person files where production is closed to self service. */
final class CloudOpsRequest {
  /** Of each field in the form's text: people read it, and the fields have all of it. */
  private static final int MOST_OF_A_FIELD = 2_000;

  static ChangeRequest fill(
      OperationCatalogue catalogue,
      OperationRequested request,
      Resource resource,
      Classification classification) {
    var what =
        catalogue
            .find(request.operation())
            .map(OperationDefinition::title)
            .orElse(request.operation());
    var title =
        "%s: %s (%s, %s)"
            .formatted(
                what, resource.identifier(), resource.key().account(), resource.key().region());
    var fields = fields(request, resource, classification);
    return new ChangeRequest(title, body(what, request, resource, fields), fields);
  }

  private static String body(
      String what, OperationRequested request, Resource resource, Map<String, String> fields) {
    var opening =
        "Please carry out \"%s\" on the production %s %s.\n\n"
            .formatted(what, resource.key().noun(), resource.identifier());
    var list =
        fields.entrySet().stream()
            .map(field -> field.getKey() + ": " + shortened(field.getValue()))
            .collect(Collectors.joining("\n"));
    return opening
        + list
        + "\n\nRequested through Countersign as operation "
        + request.operationId()
        + ", which was refused because production is closed to self service.\n"
        + "Reason for the change: (please add)\n"
        + "Preferred time: (please add)\n";
  }

  private static Map<String, String> fields(
      OperationRequested request, Resource resource, Classification classification) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("operation", request.operation());
    fields.put("parameters", Json.text(request.parameters()));
    fields.put(resource.key().noun().replace(' ', '_'), resource.identifier());
    fields.put("account", resource.key().account());
    fields.put("region", resource.key().region());
    fields.put("resource_id", resource.key().id());
    fields.put("arn", resource.arn());
    engine(resource).ifPresent(engine -> fields.put("engine", engine));
    fields.put("environment", classification.environment().wireName());
    fields.put("classified_by", classification.method() + ": " + classification.matched());
    fields.put("requested_by", requester(request));
    fields.put("requested_at", request.requestedAt().toString());
    fields.put("operation_id", request.operationId());
    return fields;
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

  private CloudOpsRequest() {}
}
