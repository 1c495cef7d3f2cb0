package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets through the resources of an environment. Policy alone knows it, so it is asked about each
 * page: one may have fewer entries than it could, and still not be the last.
 *
 * @param wanted null for all of them
 */
record EnvironmentFilter(@Nullable Environment wanted) {
  /** The parameter {@code environment}, where it is there. */
  static EnvironmentFilter of(Query query) {
    var name = query.filled("environment").orElse(null);
    return new EnvironmentFilter(
        name == null
            ? null
            : Arrays.stream(Environment.values())
                .filter(one -> one.wireName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                    Query.wrong(
                        "environment",
                        "is none that there is",
                        Arrays.stream(Environment.values())
                            .map(Environment::wireName)
                            .collect(Collectors.joining(", ", "Use one of: ", ".")))));
  }

  /**
   * @param policy what policy says about the resource; null where it does not answer
   */
  boolean lets(@Nullable OnResource policy) {
    if (wanted == null) {
      return true;
    }
    if (policy == null) {
      throw Allowed.unavailable();
    }
    return policy.classification().environment() == wanted;
  }
}
