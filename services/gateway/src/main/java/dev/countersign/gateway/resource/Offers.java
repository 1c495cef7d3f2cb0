package dev.countersign.gateway.resource;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.AllowanceAnswer.Allowance;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.resource.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with a resource. */
final class Offers {
  private static final Allowance UNKNOWN =
      new Allowance("unknown", "Policy does not answer. A submission is decided all the same.");

  /**
   * The operations that are done to resources of its kind.
   *
   * @param allowed what policy says that the caller may do; null where it does not answer
   */
  static List<Map<String, Object>> of(
      Collection<OperationDefinition> definitions,
      Resource resource,
      @Nullable OnResource allowed) {
    return definitions.stream()
        .filter(operation -> operation.isFor(resource.key()))
        .map(operation ->
            offer(
                operation,
                resource,
                allowed == null
                    ? UNKNOWN
                    : allowed.operations().getOrDefault(operation.name(), UNKNOWN)))
        .toList();
  }

  private static Map<String, Object> offer(
      OperationDefinition operation, Resource resource, Allowance allowance) {
    var json = new LinkedHashMap<String, Object>();
    json.put("operation", operation.name());
    json.put("aliases", operation.aliases());
    json.put("title", operation.title());
    json.put("summary", operation.summary());
    json.put("interrupts_service", operation.interruptsService());
    json.put("parameters", operation.parameters());
    json.put("allowed", allowance.allowed());
    json.put("reason", allowance.reason());
    // What discovery saw last, and no more: the executor looks again.
    json.put("fits_status", operation.runsOn().fits(resource.status()));
    return json;
  }

  private Offers() {}
}
