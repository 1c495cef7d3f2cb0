package dev.countersign.provider.operation;

import java.time.Duration;
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
 * @param oursFrom AWS's clock showed at least this when the intent was recorded; what the service
 *     dates earlier is not this attempt's
 * @param baseline what preflight saw, for telling this attempt's effect from what was there before
 * @param cancelledBy who asked to stop after the intent, or null
 * @param repeat that the call may be sent again while its answer is missing; null where that could
 *     double the effect
 */
public record Attempt(
    int number,
    String sessionName,
    Instant sessionExpires,
    Instant intendedAt,
    Instant oursFrom,
    Map<String, String> baseline,
    @Nullable String cancelledBy,
    @Nullable Repeat repeat) {
  public Attempt {
    baseline = Map.copyOf(baseline);
  }

  /** Where AWS's clock and ours are the same. */
  public Attempt(
      int number,
      String sessionName,
      Instant sessionExpires,
      Instant intendedAt,
      Map<String, String> baseline,
      @Nullable String cancelledBy) {
    this(number, sessionName, sessionExpires, intendedAt, intendedAt, baseline, cancelledBy, null);
  }

  /**
   * With its intent on record.
   *
   * @param repeatable how long from now on the same call has no second effect
   */
  public Attempt intended(Instant now, Instant awsTime, Duration repeatable) {
    return new Attempt(
        number,
        sessionName,
        sessionExpires,
        now,
        awsTime,
        baseline,
        cancelledBy,
        Repeat.within(repeatable, now));
  }

  /** With somebody who asked to stop. */
  public Attempt cancelledBy(String subject) {
    return new Attempt(
        number, sessionName, sessionExpires, intendedAt, oursFrom, baseline, subject, repeat);
  }

  /** The same call with another session. What came of the first one is this one's, too. */
  public Attempt again(String session, Instant expires, Instant now) {
    return new Attempt(
        number + 1,
        session,
        expires,
        now,
        oursFrom,
        baseline,
        cancelledBy,
        repeat == null ? null : repeat.again());
  }

  /** Not to be sent again. */
  public Attempt notAgain() {
    return new Attempt(
        number,
        sessionName,
        sessionExpires,
        intendedAt,
        oursFrom,
        baseline,
        cancelledBy,
        repeat == null ? null : repeat.over());
  }

  /** Whether an earlier sending of the same call is unanswered. */
  public boolean wasSentBefore() {
    return repeat != null && repeat.begun();
  }

  /**
   * From when on it must not be sent: when its approval expires, or the service may have forgotten
   * what it would repeat.
   */
  public Instant sendBefore(Instant expires) {
    return repeat != null && repeat.until().isBefore(expires) ? repeat.until() : expires;
  }

  /** Whether the call may be sent again now. */
  public boolean mayRepeat(Instant now) {
    return repeat != null && now.isBefore(repeat.until());
  }
}
