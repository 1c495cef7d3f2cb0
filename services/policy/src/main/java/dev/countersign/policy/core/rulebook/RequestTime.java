package dev.countersign.policy.core.rulebook;

import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a request was made. What a person asked for hours ago, while something was down, may be the
 * last thing that they want now: so it is refused, and has to be asked for again.
 */
public final class RequestTime {
  /**
   * Why its time speaks against a request; null when it does not.
   *
   * @param made when it was made, or when its wait for a freeze was over
   */
  public static @Nullable Reason objection(PolicySettings settings, Instant made, Instant now) {
    if (!now.isBefore(made.plus(settings.requestAge()))) {
      return new Reason(
          "request-too-old",
          "The request was made at "
              + made
              + ", more than "
              + words(settings.requestAge())
              + " before it could be decided. What it was meant for may be over, so nothing was"
              + " done to {instance}.",
          "Submit the operation again if you still need it.",
          false);
    }
    if (made.isAfter(now.plus(settings.clockTolerance()))) {
      return new Reason(
          "request-from-the-future",
          "The request says that it was made at "
              + made
              + ", which is yet to come: how old it is cannot be told. Nothing was done to"
              + " {instance}.",
          "Tell the people who run this service that the clocks of gateway and policy differ.",
          false);
    }
    return null;
  }

  /**
   * Until when an approval may be acted on. The age of the request bounds it, too: the bound is in
   * what is signed, so the executor refuses a request that became too old after the decision, and
   * needs no setting of its own that could differ from this one.
   */
  static Instant expiry(PolicySettings settings, Instant made, Instant now) {
    var decision = now.plus(settings.decisionValidity());
    var age = made.plus(settings.requestAge());
    return decision.isBefore(age) ? decision : age;
  }

  private static String words(Duration age) {
    return age.toSeconds() % 60 == 0 ? age.toMinutes() + " minutes" : age.toSeconds() + " seconds";
  }

  private RequestTime() {}
}
