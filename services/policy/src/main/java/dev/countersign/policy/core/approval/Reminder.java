package dev.countersign.policy.core.approval;

import java.time.Instant;
import java.util.List;

/**
 * A moment at which people are told that their votes are missing.
 *
 * @param groups who is to hear of it besides those whose votes are missing
 * @param escalated whether it is an escalation
 */
public record Reminder(Instant at, List<String> groups, boolean escalated) {
  public Reminder {
    groups = List.copyOf(groups);
  }
}
