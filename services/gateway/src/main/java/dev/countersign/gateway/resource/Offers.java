package dev.countersign.gateway.resource;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be done with a resource. */
final class Offers {
  /** The operations that are done to resources of its kind. */
  static List<Map<String, Object>> of(
      Collection<OperationDefinition> definitions, Resource resource) {
    return definitions.stream()
        .filter(operation -> operation.isFor(resource.key()))
        .map(operation -> offer(operation, resource))
        .toList();
  }

  private static Map<String, Object> offer(OperationDefinition operation, Resource resource) {
    var json = new LinkedHashMap<String, Object>();
    json.put("operation", operation.name());
    json.put("aliases", operation.aliases());
    json.put("title", operation.title());
    json.put("summary", operation.summary());
    json.put("interrupts_service", operation.interruptsService());
    json.put("parameters", operation.parameters());
    // What discovery saw last, and no more: policy decides who may, and the executor looks again.
    json.put("fits_status", operation.runsOn().fits(resource.status()));
    return json;
  }

  private Offers() {}
}
