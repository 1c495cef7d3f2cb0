package dev.countersign.simulator.rds;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast time passes for RDS: 1 is real, 60 makes a minute of a second, 0 lets everything happen
 * at once.
 */
public record Pace(double speed) {
  public static final Pace REAL = new Pace(1);

  public Pace {
    if (!(speed >= 0) || speed > 1_000_000) {
      throw new IllegalArgumentException(
          "speed must be 0 (at once) or more, up to 1000000, and is " + speed);
    }
  }

  public boolean instant() {
    return speed == 0;
  }

  public Duration of(Duration real) {
    return instant() ? Duration.ZERO : Duration.ofNanos((long) (real.toNanos() / speed));
  }

  /**
   * A moment that lay ahead under another pace, under this one. What has passed stays where it is.
   */
  Instant instead(Pace before, Instant moment, Instant now) {
    if (!moment.isAfter(now)) {
      return moment;
    }
    Duration ahead = Duration.between(now, moment);
    // Nothing lies ahead under an instant pace, except what was planned by the calendar: that is
    // real time.
    Duration real =
        before.instant() ? ahead : Duration.ofNanos((long) (ahead.toNanos() * before.speed()));
    return now.plus(of(real));
  }
}
