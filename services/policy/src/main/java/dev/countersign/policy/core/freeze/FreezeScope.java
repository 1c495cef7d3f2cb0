package dev.countersign.policy.core.freeze;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a freeze binds: everything that is in all of these. One that is empty is no limit.
 *
 * @param tags by name the values of which a resource has to have one. Names and values are compared
 *     as those of environments are: a freeze must not miss a resource for a capital letter
 */
public record FreezeScope(
    Set<Environment> environments,
    Set<String> accounts,
    Map<String, List<String>> tags,
    Set<String> operations) {
  /** Everything there is. */
  public static final FreezeScope EVERYTHING =
      new FreezeScope(Set.of(), Set.of(), Map.of(), Set.of());

  public FreezeScope {
    environments = Set.copyOf(environments);
    accounts = Set.copyOf(accounts);
    tags = Map.copyOf(tags);
    operations = Set.copyOf(operations);
  }

  /** Whether it is meant by the freeze. */
  public boolean holds(Situation situation) {
    return (environments.isEmpty() || environments.contains(situation.environment()))
        && holdsElsewise(situation);
  }

  /**
   * Whether it is bound when nobody knows what the calendar says: production is, whatever the
   * environments of the scope, and so is what they name.
   */
  boolean holdsInDoubt(Situation situation) {
    return (situation.environment() == Environment.PRODUCTION
            || environments.contains(situation.environment()))
        && holdsElsewise(situation);
  }

  private boolean holdsElsewise(Situation situation) {
    return (accounts.isEmpty() || accounts.contains(situation.account()))
        && (operations.isEmpty() || operations.contains(situation.operation()))
        && tags.entrySet().stream()
            .allMatch(wanted -> tagged(situation, wanted.getKey(), wanted.getValue()));
  }

  private static boolean tagged(Situation situation, String name, List<String> values) {
    var form = EnvironmentTags.form(name);
    return situation.tags().entrySet().stream()
        .filter(tag -> EnvironmentTags.form(tag.getKey()).equals(form))
        .anyMatch(tag -> values.stream().anyMatch(value -> same(value, tag.getValue())));
  }

  private static boolean same(String one, String other) {
    return EnvironmentTags.form(one).equals(EnvironmentTags.form(other));
  }
}
