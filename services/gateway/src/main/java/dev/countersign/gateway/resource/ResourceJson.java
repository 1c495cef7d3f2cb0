package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource of any kind as the API shows it. */
final class ResourceJson {
  private static final List<String> COMMON =
      List.of("key", "identifier", "arn", "status", "tags", "observed_at");

  /**
   * @param environment as policy said at its last decision; null where it never had to
   * @param allowed what policy says that the caller may do; null where it does not answer
   */
  static Map<String, Object> brief(
      Resource resource, @Nullable String environment, @Nullable OnResource allowed) {
    var key = resource.key();
    var json = new LinkedHashMap<String, Object>();
    json.put("key", key.toString());
    json.put("type", key.kind());
    json.put("identifier", resource.identifier());
    json.put("arn", resource.arn());
    json.put("account", key.account());
    json.put("region", key.region());
    json.put("status", resource.status());
    if (allowed != null) {
      json.put("environment", allowed.classification().environment());
      json.put("classified_by", allowed.classification().method());
      json.put("allowed", allowed.operations());
    } else if (environment != null) {
      json.put("environment", environment);
    }
    var cluster = resource.cluster();
    if (cluster != null) {
      json.put("cluster", cluster);
    }
    json.put("tags", resource.tags());
    json.put("observed_at", resource.observedAt());
    json.put("links", Map.of("self", "/api/resources/" + key));
    return json;
  }

  /** With all that its kind has, and what can be done with it. */
  static Map<String, Object> whole(
      Resource resource,
      Optional<JsonNode> lastClassified,
      @Nullable OnResource allowed,
      Collection<OperationDefinition> definitions) {
    var environment = lastClassified.map(said -> said.path("environment").asText()).orElse(null);
    var json = brief(resource, environment, allowed);
    lastClassified.ifPresent(said -> json.put("last_classified", said));
    json.put("attributes", attributes(resource));
    json.put("operations", Offers.of(definitions, resource, allowed));
    return json;
  }

  private static Object attributes(Resource resource) {
    if (resource instanceof OtherResource other) {
      return other.attributes();
    }
    ObjectNode all = Json.mapper().valueToTree(resource);
    return all.remove(COMMON);
  }

  private ResourceJson() {}
}
