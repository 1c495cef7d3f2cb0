package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Instance;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An instance as the API shows it. */
final class InstanceJson {
  static Map<String, Object> brief(Instance instance) {
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
    json.put("tags", instance.tags());
    json.put("observed_at", instance.observedAt());
    json.put("links", Map.of("self", "/api/instances/" + key));
    return json;
  }

  static Map<String, Object> whole(
      Instance instance,
      Optional<JsonNode> lastClassified,
      Collection<OperationDefinition> definitions) {
    var json = brief(instance);
    lastClassified.ifPresent(said -> json.put("last_classified", said));
    json.put("storage", instance.storage());
    json.put("windows", instance.windows());
    json.put("topology", instance.topology());
    json.put("parameter_groups", instance.parameterGroups());
    json.put("pending", instance.pending());
    json.put("operations", Offers.of(definitions, instance));
    return json;
  }

  private InstanceJson() {}
}
