package dev.countersign.provider;

import dev.countersign.contracts.resource.Instance;
import java.util.List;
import java.util.Set;

/**
 * What was listed.
 *
 * @param unreadable identifiers of records that do not say what they are about; empty text where
 *     they do not even say that
 */
public record Listing(List<Instance> instances, Set<String> unreadable) {
  public Listing {
    instances = List.copyOf(instances);
    unreadable = Set.copyOf(unreadable);
  }

  /** Whether something that is not among those listed may be there all the same. */
  public boolean mayHold(String identifier) {
    return unreadable.contains("") || unreadable.contains(identifier);
  }
}
