package dev.countersign.policy.core.freeze;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;

/**
 * One occurrence of something in a calendar, from its beginning to just before its end.
 *
 * @param title what the calendar calls it
 * @param zone the time zone it was written in, for example {@code Europe/Berlin}
 * @param begin with the offset of that zone
 * @param end with the offset of that zone, which may be another one by then
 */
public record Span(String title, String zone, OffsetDateTime begin, OffsetDateTime end) {
  /** By beginning; where that is the same, in an order that does not depend on the calendar's. */
  public static final Comparator<Span> IN_TIME =
      Comparator.comparing(Span::begins)
          .thenComparing(Span::ends)
          .thenComparing(Span::title)
          .thenComparing(Span::zone);

  /** The first moment in it. */
  public Instant begins() {
    return begin.toInstant();
  }

  /** The first moment after it. */
  public Instant ends() {
    return end.toInstant();
  }

  /** Whether a moment lies in it. */
  public boolean covers(Instant at) {
    return !at.isBefore(begins()) && at.isBefore(ends());
  }

  /** Whether any moment from the first to just before the second lies in it. */
  public boolean meets(Instant from, Instant to) {
    return begins().isBefore(to) && ends().isAfter(from);
  }
}
