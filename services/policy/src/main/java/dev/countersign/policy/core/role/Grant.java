package dev.countersign.policy.core.role;

import dev.countersign.contracts.decision.Environment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A role that the members of some groups have.
 *
 * @param groups names as in the token, compared exactly
 * @param accounts where the role holds; empty for everywhere, as the others
 * @param tags that the instance has, all of them
 */
public record Grant(
    Role role,
    List<String> groups,
    Set<String> accounts,
    Set<Environment> environments,
    Map<String, String> tags) {
  public Grant {
    groups = List.copyOf(groups);
    accounts = Set.copyOf(accounts);
    environments = Set.copyOf(environments);
    tags = Map.copyOf(tags);
  }

  /** Without any limit. */
  public static Grant everywhere(Role role, List<String> groups) {
    return new Grant(role, groups, Set.of(), Set.of(), Map.of());
  }

  boolean holdsAt(Place place) {
    return (accounts.isEmpty() || accounts.contains(place.account()))
        && (environments.isEmpty()
            || place.environment() != null && environments.contains(place.environment()))
        && place.tags().entrySet().containsAll(tags.entrySet());
  }
}
