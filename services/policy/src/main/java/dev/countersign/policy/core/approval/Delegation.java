package dev.countersign.policy.core.approval;

import java.time.Instant;
import java.util.Set;

/**
 * One of the settings' delegations: somebody is away, and somebody else votes in their stead.
 *
 * @param of who is away: the token's {@code sub}
 * @param to who votes
 * @param groups for whose seats
 * @param until not any more at this time
 * @param reason for the people who read it
 */
public record Delegation(
    String of, String to, Set<String> groups, Instant from, Instant until, String reason) {
  public Delegation {
    groups = Set.copyOf(groups);
  }

  boolean holdsAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  /** Whether there is a moment at which both hold. */
  public boolean overlaps(Delegation other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }
}
