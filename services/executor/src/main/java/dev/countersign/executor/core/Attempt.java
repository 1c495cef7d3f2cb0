package dev.countersign.executor.core;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One try to have the effect, with credentials of its own.
 *
 * @param number from 1; an intent is never spent twice, so every further call is another attempt
 * @param sessionName the STS session that CloudTrail shows
 * @param sessionExpires AWS refuses the attempt's credentials after this, whoever still holds them
 * @param intendedAt when the intent was recorded; for an attempt without one, when it was prepared
 * @param baseline what preflight saw, for telling this attempt's effect from what was there before
 * @param cancelledBy who asked to stop after the intent, or null
 */
public record Attempt(
    int number,
    String sessionName,
    Instant sessionExpires,
    Instant intendedAt,
    Map<String, String> baseline,
    @Nullable String cancelledBy) {
  public Attempt {
    baseline = Map.copyOf(baseline);
  }

  Attempt intended(Instant now) {
    return new Attempt(number, sessionName, sessionExpires, now, baseline, cancelledBy);
  }

  Attempt cancelledBy(String subject) {
    return new Attempt(number, sessionName, sessionExpires, intendedAt, baseline, subject);
  }
}
