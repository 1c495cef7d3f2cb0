package dev.countersign.contracts.decision;

import java.util.List;
import java.util.Map;

/**
 * Which environment an instance belongs to, and everything that this was concluded from. The
 * executor looks at the same things again just before the call: where one of them has changed
 * since, the decision no longer fits.
 *
 * @param environment the conclusion
 * @param method which step matched: {@code tag}, {@code instance-mapping}, {@code account-mapping},
 *     {@code naming-pattern} or {@code default}
 * @param matched what it matched, for example {@code Environment=Prod}; where a tag's value is not
 *     known, that is said here
 * @param identifier the {@code DBInstanceIdentifier} that was classified
 * @param consultedTags every tag name that was looked for, whether found or not, in order
 * @param foundTags those that {@link EnvironmentTags#found} found, as they were
 */
public record Classification(
    Environment environment,
    String method,
    String matched,
    String identifier,
    List<String> consultedTags,
    Map<String, String> foundTags) {
  public Classification {
    consultedTags = List.copyOf(consultedTags);
    foundTags = Map.copyOf(foundTags);
  }
}
