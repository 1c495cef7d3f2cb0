package dev.countersign.simulator.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * AWS's clock, which can be set apart from the machine's. What is under way is planned on it and
 * keeps its planned times when it jumps.
 */
public final class SkewedClock extends Clock {
  private final Clock machine;
  private volatile Duration offset = Duration.ZERO;

  public SkewedClock(Clock machine) {
    this.machine = machine;
  }

  /** How far it is ahead of the machine's; negative behind. */
  public Duration offset() {
    return offset;
  }

  public void offset(Duration next) {
    if (next.abs().compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("the offset has to be a day at most");
    }
    offset = next;
  }

  /** The machine's own time: how long a rule lasts does not change with a skew. */
  public Instant unskewed() {
    return machine.instant();
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return machine.withZone(zone);
  }
}
