package dev.countersign.policy.calendars;

import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.freeze.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An event with all its occurrences.
 *
 * @param extra occurrences that no rule has, with ends of their own
 * @param without the beginnings of those that do not take place, or take place elsewhere
 * @param withoutDays the days of beginnings, where the file names no more
 */
record Series(
    String title,
    WallClock clock,
    Length first,
    boolean days,
    List<Rule> rules,
    List<Length> extra,
    Set<Instant> without,
    Set<LocalDate> withoutDays) {

  /** From one time on the clock to another. */
  record Length(LocalDateTime start, LocalDateTime end) {
    Length startingAt(LocalDateTime other) {
      return new Length(other, other.plus(Duration.between(start, end)));
    }
  }

  /** What clocks and zones may move a time by, and more. */
  private static final Duration MARGIN = Duration.ofDays(3);

  /** All occurrences that meet the time between two moments, and maybe some around. */
  Stream<Span> spans(Instant from, Instant to, Reading reading) {
    var length = Duration.between(first.start(), first.end());
    var earliest = local(from.minus(length).minus(MARGIN));
    var latest = local(to.plus(MARGIN));
    var ruled =
        rules.stream()
            .flatMap(rule ->
                rule.starts(first.start(), earliest, latest)
                    .filter(start ->
                        days
                            ? rule.goesOn(start, clock.first(start), reading)
                            : rule.goesOn(start, clock.first(start))))
            .map(first::startingAt);
    return Stream.of(Stream.of(first), extra.stream(), ruled)
        .flatMap(lengths -> lengths)
        .distinct()
        .filter(this::takesPlace)
        .map(one -> span(one, reading))
        .filter(span -> span.begins().isBefore(span.ends()));
  }

  private boolean takesPlace(Length one) {
    return !without.contains(clock.first(one.start()))
        && !withoutDays.contains(one.start().toLocalDate());
  }

  private Span span(Length one, Reading reading) {
    return new Span(
        title,
        clock.name(),
        clock.at(reading.begin(clock, one.start())),
        clock.at(reading.end(clock, one.start(), one.end(), days)));
  }

  private static LocalDateTime local(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
