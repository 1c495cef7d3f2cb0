package dev.countersign.contracts.decision;

import dev.countersign.contracts.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which environment an instance belongs to, and everything that this was concluded from. The
 * executor looks at the same things again just before the call: where one of them has changed
 * since, the decision no longer fits.
 *
 * @param environment the conclusion
 * @param method which step matched: {@code tag}, {@code instance-mapping}, {@code account-mapping},
 *     {@code naming-pattern}, {@code cluster} for a member that inherits from its cluster, or
 *     {@code default}
 * @param matched what it matched, for example {@code Environment=Prod}; where a tag's value is not
 *     known, that is said here
 * @param identifier the {@code DBInstanceIdentifier} that was classified
 * @param consultedTags every tag name that was looked for, whether found or not, in order
 * @param foundTags those that {@link EnvironmentTags#found} found, as they were
 * @param inheritedFrom what the environment was inherited from; null where it was concluded from
 *     the resource itself
 */
public record Classification(
    Environment environment,
    String method,
    String matched,
    String identifier,
    List<String> consultedTags,
    Map<String, String> foundTags,
    @Nullable Inherited inheritedFrom) {
  public Classification {
    consultedTags = List.copyOf(consultedTags);
    foundTags = Map.copyOf(foundTags);
  }

  /** Concluded from the resource itself. */
  public Classification(
      Environment environment,
      String method,
      String matched,
      String identifier,
      List<String> consultedTags,
      Map<String, String> foundTags) {
    this(environment, method, matched, identifier, consultedTags, foundTags, null);
  }

  /**
   * Another resource that was classified in the place of this one.
   *
   * @param resource its key
   * @param identifier as it was then
   * @param foundTags as of the resource itself, with the same {@code consultedTags}
   */
  public record Inherited(ResourceKey resource, String identifier, Map<String, String> foundTags) {
    public Inherited {
      foundTags = Map.copyOf(foundTags);
    }
  }
}
