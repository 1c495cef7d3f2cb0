package dev.countersign.policy.core.freeze;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * A time zone's clock on the wall. Twice a year it is put forward or back: some times are not shown
 * then, and some are shown twice.
 *
 * @param name the zone's, for example {@code Europe/Berlin}
 */
public record WallClock(String name, ZoneRules rules) {
  /** The clock that is never changed. */
  public static final WallClock UTC = new WallClock("UTC", ZoneOffset.UTC.getRules());

  /** When it shows this time, or a later one, for the first time. */
  public Instant first(LocalDateTime time) {
    var offsets = rules.getValidOffsets(time);
    return offsets.isEmpty()
        ? rules.getTransition(time).getInstant()
        : time.toInstant(offsets.getFirst());
  }

  /** From when on it never again shows an earlier time than this. */
  public Instant last(LocalDateTime time) {
    var offsets = rules.getValidOffsets(time);
    return offsets.isEmpty()
        ? rules.getTransition(time).getInstant()
        : time.toInstant(offsets.getLast());
  }

  /** What it shows. */
  public OffsetDateTime at(Instant moment) {
    return moment.atOffset(rules.getOffset(moment));
  }
}
