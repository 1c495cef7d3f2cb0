package dev.countersign.contracts.decision;

import java.time.Instant;
import java.util.List;

/**
 * Somebody who may vote in another one's stead for a time.
 *
 * @param subject the token's {@code sub}
 * @param of in whose stead
 * @param groups for whose seats
 * @param until not any more at this time
 */
public record Delegate(
    String subject, String of, List<String> groups, Instant from, Instant until) {
  public Delegate {
    groups = List.copyOf(groups);
  }

  /** Whether they may at this time. */
  public boolean holdsAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
