package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.role.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The place that a resource is, for roles that are limited to some. */
public final class Places {
  /**
   * @param known null when the resource is not known: then only its account is
   */
  public static Place of(PolicySettings settings, ResourceKey key, @Nullable Known known) {
    return known == null
        ? new Place(key.account(), null, Map.of())
        : of(known.resource(), Classifier.classify(settings.classification(), known));
  }

  static Place of(Resource resource, Classification classification) {
    return new Place(resource.key().account(), classification.environment(), resource.tags());
  }

  private Places() {}
}
