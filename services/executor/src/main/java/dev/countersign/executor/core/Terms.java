package dev.countersign.executor.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What holds for an execution from its first to its last state.
 *
 * @param operationId the operation
 * @param requestedAt durations are counted from here
 * @param expiresAt no intent is recorded after this, because the decision has expired
 * @param timeout from the intent to the moment at which the operation counts as timed out
 * @param settle how long after the end of an attempt's credentials its effect may still surface
 * @param watchFor how long the watching goes on after the timeout
 * @param answer the part of the requester's answer that is known from the start
 * @param repeatable how long after it was first sent the same call has no second effect
 * @param named how the texts name what it is about
 */
public record Terms(
    String operationId,
    Instant requestedAt,
    Instant expiresAt,
    Duration timeout,
    Duration settle,
    Duration watchFor,
    Map<String, Object> answer,
    Duration repeatable,
    Named named) {
  public Terms {
    answer = Map.copyOf(answer);
  }

  /** What is left of them where nothing that was signed can be read: nothing more can be begun. */
  public static Terms bare(String operationId, Instant now) {
    return new Terms(
        operationId,
        now,
        now,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Map.of(),
        Duration.ZERO,
        Named.NOTHING);
  }
}
