package dev.countersign.executor.accounts;

import org.jspecify.annotations.Nullable;

/**
 * What one account may be asked for: calls by all executor processes together, operations by each.
 * What is absent here is as in the executor's settings.
 *
 * @param callsPerSecond AWS calls in each region while AWS does not throttle; null for {@code
 *     countersign.executor.calls-per-second}
 * @param callsBurst how many of them may go at once after a rest; null for {@code
 *     countersign.executor.calls-burst}
 * @param maxInFlight operations between their preflight and their end, over all regions; null is no
 *     limit
 */
public record Limits(
    @Nullable Double callsPerSecond, @Nullable Integer callsBurst, @Nullable Integer maxInFlight) {
  /** None of its own. */
  public static final Limits NONE = new Limits(null, null, null);

  private static final double MOST_CALLS = 10_000;

  /** The field that is wrong and why, or null. */
  @Nullable String complaint() {
    if (callsPerSecond != null && !(callsPerSecond > 0 && callsPerSecond <= MOST_CALLS)) {
      return "calls_per_second has to be more than 0 and at most 10000, and is " + callsPerSecond;
    }
    if (callsBurst != null && callsBurst < 1) {
      return "calls_burst has to be 1 or more, and is " + callsBurst;
    }
    if (maxInFlight != null && maxInFlight < 1) {
      return "max_in_flight has to be 1 or more, and is " + maxInFlight;
    }
    return null;
  }
}
