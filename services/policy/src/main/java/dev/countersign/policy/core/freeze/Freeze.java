package dev.countersign.policy.core.freeze;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A freeze of the settings with its calendar.
 *
 * @param title what people call it
 * @param file where its calendar is
 * @param calendar as it was last readable
 * @param doubt since when its calendar cannot be read; null while it can
 */
public record Freeze(
    String title,
    String file,
    FreezeScope scope,
    WhatWaits whatWaits,
    FreezeCalendar calendar,
    @Nullable Doubt doubt) {
  /**
   * A calendar that cannot be read any more: for a while it holds as it was, and then nobody knows
   * what it would say.
   *
   * @param since when it was first found unreadable
   * @param until how long it is relied on as it was
   * @param reason what is wrong with it
   */
  public record Doubt(Instant since, Instant until, String reason) {}

  /** Far behind everything that is asked for; what has no end ends there. */
  static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /** The times at which it binds this, by beginning. */
  List<Span> spans(Situation situation, Instant from, Instant to) {
    var spans = new ArrayList<Span>();
    if (scope.holds(situation)) {
      spans.addAll(calendar.spans(from, to));
    }
    if (scope.holdsInDoubt(situation)) {
      inDoubt().filter(span -> span.meets(from, to)).forEach(spans::add);
    }
    spans.sort(Span.IN_TIME);
    return spans;
  }

  /** The times at which it is in force, whatever it binds then, by beginning. */
  List<Span> spans(Instant from, Instant to) {
    return Stream.concat(
            calendar.spans(from, to).stream(), inDoubt().filter(span -> span.meets(from, to)))
        .sorted(Span.IN_TIME)
        .toList();
  }

  private Stream<Span> inDoubt() {
    return doubt == null
        ? Stream.of()
        : Stream.of(
            new Span(
                "the calendar cannot be read",
                "UTC",
                doubt.until().atOffset(ZoneOffset.UTC),
                NEVER.atOffset(ZoneOffset.UTC)));
  }
}
