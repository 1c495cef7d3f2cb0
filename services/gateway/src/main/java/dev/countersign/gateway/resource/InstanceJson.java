package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.resource.Instance;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance as the API shows it. */
final class InstanceJson {
  /**
   * @param allowed what policy says that the caller may do; null where it does not answer
   */
  static Map<String, Object> brief(Instance instance, @Nullable OnResource allowed) {
    var key = instance.key();
    var json = new LinkedHashMap<String, Object>();
    json.put("instance_id", instance.identifier());
    json.put("key", key.toString());
    json.put("account", key.account());
    json.put("region", key.region());
    json.put("arn", instance.arn());
    json.put("engine", instance.engine());
    json.put("engine_version", instance.engineVersion());
    json.put("instance_class", instance.instanceClass());
    json.put("status", instance.status());
    if (allowed != null) {
      json.put("environment", allowed.classification().environment());
      json.put("classified_by", allowed.classification().method());
      json.put("allowed", allowed.operations());
    }
    json.put("tags", instance.tags());
    json.put("observed_at", instance.observedAt());
    json.put("links", Map.of("self", "/api/instances/" + key));
    return json;
  }

  static Map<String, Object> whole(
      Instance instance,
      Optional<JsonNode> lastClassified,
      @Nullable OnResource allowed,
      Collection<OperationDefinition> definitions) {
    var json = brief(instance, allowed);
    lastClassified.ifPresent(said -> json.put("last_classified", said));
    json.put("storage", instance.storage());
    json.put("windows", instance.windows());
    json.put("topology", instance.topology());
    json.put("parameter_groups", instance.parameterGroups());
    json.put("pending", instance.pending());
    json.put("operations", Offers.of(definitions, instance, allowed));
    return json;
  }

  private InstanceJson() {}
}
