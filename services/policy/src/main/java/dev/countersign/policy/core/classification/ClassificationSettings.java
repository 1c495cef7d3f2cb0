package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import java.util.List;
import java.util.Map;

/**
 * How instances are told apart.
 *
 * @param tagNames names of tags that tell the environment, most trusted first; looked for by their
 *     {@link EnvironmentTags#form}
 * @param tagValues what such a tag may say, by its form, and which environment that means
 * @param instances by resource key or identifier
 * @param accounts by account id
 * @param namingPatterns tried in order on the identifier
 * @param fallback for what nothing else tells
 */
public record ClassificationSettings(
    List<String> tagNames,
    Map<String, Environment> tagValues,
    Map<String, Environment> instances,
    Map<String, Environment> accounts,
    List<NamingPattern> namingPatterns,
    Environment fallback) {
  public ClassificationSettings {
    tagNames = List.copyOf(tagNames);
    tagValues = Map.copyOf(tagValues);
    instances = Map.copyOf(instances);
    accounts = Map.copyOf(accounts);
    namingPatterns = List.copyOf(namingPatterns);
  }
}
