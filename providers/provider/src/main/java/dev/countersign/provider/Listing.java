package dev.countersign.provider;

import dev.countersign.contracts.resource.Resource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was listed.
 *
 * @param kinds the kinds that were listed whole, for example {@code rds:db}: what is of them and
 *     not here is gone
 * @param unreadable identifiers of records that do not say what they are about; empty text where
 *     they do not even say that
 * @param trouble why another kind was not listed, in words; null where all were
 */
public record Listing(
    Set<String> kinds, List<Resource> resources, Set<String> unreadable, @Nullable String trouble) {
  public Listing {
    kinds = Set.copyOf(kinds);
    resources = List.copyOf(resources);
    unreadable = Set.copyOf(unreadable);
  }

  /** Whether something that is not among those listed may be there all the same. */
  public boolean mayHold(String identifier) {
    return unreadable.contains("") || unreadable.contains(identifier);
  }
}
