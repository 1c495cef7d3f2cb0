package dev.countersign.policy.core.approval;

import java.util.Collection;
import java.util.Set;

/**
 * One of the settings' rules that let people agree to an operation in a freeze.
 *
 * @param rule which operations, who has to agree, and until when it may be started then
 * @param freezes the titles of those that it overrides; empty for all
 */
public record FreezeOverride(ApprovalRule rule, Set<String> freezes) {
  public FreezeOverride {
    freezes = Set.copyOf(freezes);
  }

  /** Whether it overrides at least one of these. */
  public boolean concerns(Collection<String> titles) {
    return titles.stream().anyMatch(this::overrides);
  }

  /** Whether it overrides this one. */
  public boolean overrides(String title) {
    return freezes.isEmpty() || freezes.contains(title);
  }
}
