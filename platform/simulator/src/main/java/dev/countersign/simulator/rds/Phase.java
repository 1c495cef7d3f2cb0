package dev.countersign.simulator.rds;

import java.time.Instant;

/** A span of time in which an instance shows this status. */
public record Phase(Instant from, Instant until, String status) {

  public boolean covers(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  public boolean over(Instant now) {
    return !now.isBefore(until);
  }

  Phase rescaled(Pace before, Pace after, Instant now) {
    return new Phase(after.instead(before, from, now), after.instead(before, until, now), status);
  }
}
