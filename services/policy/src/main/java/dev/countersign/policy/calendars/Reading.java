package dev.countersign.policy.calendars;

import dev.countersign.policy.core.freeze.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/**
 * What is meant by an event around the hour that a clock is put forward or back. Its end may be
 * meant as the time on the clock or as so many hours after the beginning: the programs and the RFC
 * differ. The answer is always the one that freezes longer.
 */
enum Reading {
  /** The event freezes: it is as long as it can be. */
  LONGEST {
    @Override
    Instant begin(WallClock clock, LocalDateTime start) {
      return clock.first(start);
    }

    @Override
    Instant end(WallClock clock, LocalDateTime start, LocalDateTime end, boolean days) {
      var shown = clock.last(end);
      var counted = clock.first(start).plus(Duration.between(start, end));
      return days || shown.isAfter(counted) ? shown : counted;
    }
  },
  /** The event opens a calendar that is closed otherwise: it is as short as it can be. */
  SHORTEST {
    @Override
    Instant begin(WallClock clock, LocalDateTime start) {
      return clock.last(start);
    }

    @Override
    Instant end(WallClock clock, LocalDateTime start, LocalDateTime end, boolean days) {
      var shown = clock.first(end);
      var counted = clock.first(start).plus(Duration.between(start, end));
      return days || shown.isBefore(counted) ? shown : counted;
    }
  };

  abstract Instant begin(WallClock clock, LocalDateTime start);

  abstract Instant end(WallClock clock, LocalDateTime start, LocalDateTime end, boolean days);
}
