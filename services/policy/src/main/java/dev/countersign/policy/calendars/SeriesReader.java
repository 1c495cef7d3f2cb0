package dev.countersign.policy.calendars;

import dev.countersign.policy.calendars.Series.Length;
import dev.countersign.policy.core.freeze.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes series out of VEVENTs. */
final class SeriesReader {
  private static final int MOST_EVENTS = 2_000;
  private static final int MOST_RULES = 100;
  private static final Duration LONGEST_OF_A_RULE = Duration.ofDays(400);

  private final List<Part> events;
  private final Zones zones;

  private SeriesReader(List<Part> events, Zones zones) {
    this.events = events;
    this.zones = zones;
  }

  /** All events of a calendar that take place. */
  static List<Series> read(Part calendar, Zones zones) {
    var events = calendar.parts("VEVENT");
    if (events.size() > MOST_EVENTS) {
      throw new CalendarRefused(0, "the calendar has more than 2,000 events");
    }
    if (events.stream().mapToInt(event -> event.all("RRULE").size()).sum() > MOST_RULES) {
      throw new CalendarRefused(0, "the calendar has more than 100 recurrence rules");
    }
    var reader = new SeriesReader(events, zones);
    return events.stream().filter(SeriesReader::takesPlace).map(reader::series).toList();
  }

  /** What was called off, or leaves everybody free, is in calendars to be seen only. */
  private static boolean takesPlace(Part event) {
    return !said(event, "STATUS", "CANCELLED") && !said(event, "TRANSP", "TRANSPARENT");
  }

  private static boolean said(Part event, String name, String value) {
    return event.all(name).stream()
        .anyMatch(property -> property.value().strip().toUpperCase(Locale.ROOT).equals(value));
  }

  private Series series(Part event) {
    var start = Times.needed(event, "DTSTART");
    var read = Times.read(start, zones);
    var first = new Length(read.local(), end(event, start, read));
    event.all("EXRULE").stream()
        .findFirst()
        .ifPresent(rule -> {
          throw rule.refused("is not understood; write an EXDATE for each occurrence");
        });
    var rules = event.all("RRULE").stream().map(Rule::read).toList();
    if (!rules.isEmpty()
        && Duration.between(first.start(), first.end()).compareTo(LONGEST_OF_A_RULE) > 0) {
      throw start.refused("belongs to an event that comes again and is longer than 400 days");
    }
    var without = new HashSet<Instant>();
    var withoutDays = new HashSet<LocalDate>();
    event
        .all("EXDATE")
        .forEach(dates ->
            Times.each(dates).forEach(date -> leaveOut(date, read.day(), without, withoutDays)));
    moved(event, read.day(), without, withoutDays);
    return new Series(
        event.text("SUMMARY"),
        read.clock(),
        first,
        read.day(),
        rules,
        extra(event, first, read.clock()),
        without,
        withoutDays);
  }

  private LocalDateTime end(Part event, Property start, Times.Read from) {
    var end = event.one("DTEND");
    var duration = event.one("DURATION");
    if (end.isPresent()) {
      return end(from, end.get());
    }
    if (duration.isPresent()) {
      return later(from.local(), Times.plus(from.local(), duration.get()), duration.get());
    }
    if (from.day()) {
      return from.local().plusDays(1);
    }
    throw start.refused("belongs to an event without an end: give it a DTEND or a DURATION");
  }

  private LocalDateTime end(Times.Read from, Property said) {
    if (Times.isDate(said) != from.day()) {
      throw said.refused("must be a date where DTSTART is one, and a time where it is one");
    }
    var to = Times.read(said, zones);
    var local =
        to.clock().equals(from.clock())
            ? to.local()
            : from.clock().at(to.clock().last(to.local())).toLocalDateTime();
    return later(from.local(), local, said);
  }

  private static LocalDateTime later(LocalDateTime start, LocalDateTime end, Property said) {
    if (!end.isAfter(start)) {
      throw said.refused("must lie behind DTSTART");
    }
    return end;
  }

  /** Occurrences of this event that an event of their own replaces or calls off. */
  private void moved(Part event, boolean days, Set<Instant> without, Set<LocalDate> withoutDays) {
    if (event.one("RECURRENCE-ID").isPresent()) {
      return;
    }
    var uid = event.text("UID");
    events.stream()
        .filter(other -> !uid.isEmpty() && other.text("UID").equals(uid))
        .flatMap(other -> other.one("RECURRENCE-ID").stream())
        .forEach(which -> {
          if (which.parameter("RANGE") != null) {
            throw which.refused(
                "with a RANGE is not understood; end the series, and begin another");
          }
          leaveOut(which, days, without, withoutDays);
        });
  }

  private void leaveOut(
      Property which, boolean days, Set<Instant> without, Set<LocalDate> withoutDays) {
    if (Times.isDate(which)) {
      withoutDays.add(Times.date(which));
    } else if (!days) {
      var read = Times.read(which, zones);
      without.add(read.clock().first(read.local()));
    }
  }

  private List<Length> extra(Part event, Length first, WallClock clock) {
    var extra = new ArrayList<Length>();
    for (var dates : event.all("RDATE")) {
      Times.each(dates).forEach(date -> extra.add(extra(date, first, clock)));
    }
    return extra;
  }

  /** A date, a time, or a period: a time, a slash, and an end or a duration. */
  private Length extra(Property said, Length first, WallClock clock) {
    var slash = said.value().indexOf('/');
    if (slash < 0) {
      return first.startingAt(onClock(said, clock));
    }
    var start = onClock(with(said, said.value().substring(0, slash)), clock);
    var rest = with(said, said.value().substring(slash + 1).strip());
    var end = rest.value().startsWith("P") ? Times.plus(start, rest) : onClock(rest, clock);
    return new Length(start, later(start, end, said));
  }

  private LocalDateTime onClock(Property said, WallClock clock) {
    var read = Times.read(said, zones);
    return read.clock().equals(clock) || read.day()
        ? read.local()
        : clock.at(read.clock().first(read.local())).toLocalDateTime();
  }

  private static Property with(Property said, String value) {
    return new Property(said.name(), said.parameters(), value, said.line());
  }
}
