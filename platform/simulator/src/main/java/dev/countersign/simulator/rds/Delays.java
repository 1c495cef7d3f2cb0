package dev.countersign.simulator.rds;

import java.time.Duration;

/**
 * How late RDS shows what is there already: changed tags, new snapshots, events. Real time,
 * whatever the pace.
 */
public record Delays(Duration tags, Duration snapshots, Duration events) {
  public static final Delays NONE = new Delays(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Delays {
    if (tags.isNegative() || snapshots.isNegative() || events.isNegative()) {
      throw new IllegalArgumentException("a delay has to be 0 or more seconds");
    }
  }
}
