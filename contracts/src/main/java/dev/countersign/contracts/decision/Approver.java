package dev.countersign.contracts.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who agreed to an operation.
 *
 * @param subject the token's {@code sub}
 * @param name for people to read; may be absent
 * @param groups as in the token at the time of the vote
 * @param comment in their own words
 * @param onBehalfOf in whose stead, as their delegate; null where they voted for themselves
 * @param conditions under which they agreed; null for none
 */
public record Approver(
    String subject,
    @Nullable String name,
    List<String> groups,
    @Nullable String comment,
    Instant votedAt,
    @Nullable List<String> onBehalfOf,
    @Nullable List<VoteCondition> conditions) {
  public Approver {
    groups = List.copyOf(groups);
    onBehalfOf = onBehalfOf == null ? null : List.copyOf(onBehalfOf);
    conditions = conditions == null ? null : List.copyOf(conditions);
  }
}
