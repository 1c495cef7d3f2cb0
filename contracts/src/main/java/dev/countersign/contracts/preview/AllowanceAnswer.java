package dev.countersign.contracts.preview;

import dev.countersign.contracts.decision.Classification;
import java.util.List;
import java.util.Map;

/**
 * What somebody may do.
 *
 * @param resources in the order in which they were asked about
 */
public record AllowanceAnswer(List<OnResource> resources) {
  public AllowanceAnswer {
    resources = List.copyOf(resources);
  }

  /**
   * On one resource.
   *
   * @param key of the resource
   * @param operations by the catalogue's name: those for resources of its kind
   */
  public record OnResource(
      String key, Classification classification, Map<String, Allowance> operations) {
    public OnResource {
      operations = Map.copyOf(operations);
    }
  }

  /**
   * Whether they may.
   *
   * @param allowed {@code yes}, {@code needs-approval} or {@code no}
   * @param reason in the words of the rule that says so
   */
  public record Allowance(String allowed, String reason) {}
}
