package dev.countersign.policy.calendars;

import dev.countersign.policy.core.freeze.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.stream.Stream;

/** Times, dates and durations as iCalendar writes them. */
final class Times {
  private static final DateTimeFormatter DATE = strict("uuuuMMdd");
  private static final DateTimeFormatter TIME = strict("uuuuMMdd'T'HHmmss");
  private static final int EARLIEST = 1970;
  private static final int LATEST = 2100;

  /**
   * A time on a clock.
   *
   * @param day whether a whole day is meant
   */
  record Read(LocalDateTime local, WallClock clock, boolean day) {}

  /** The 30th of February is a mistake, and not the 28th. */
  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  static Property needed(Part part, String name) {
    return part.one(name)
        .orElseThrow(() ->
            new CalendarRefused(part.line(), "the %s has no %s".formatted(part.kind(), name)));
  }

  /** A value that may be a list, one by one. */
  static Stream<Property> each(Property list) {
    return Stream.of(list.value().split(",", -1))
        .map(value -> new Property(list.name(), list.parameters(), value, list.line()));
  }

  static Read read(Property said, Zones zones) {
    if (isDate(said)) {
      return new Read(date(said).atStartOfDay(), zones.ofTheCalendar(said), true);
    }
    var zone = said.parameter("TZID");
    var local = local(said);
    if (said.value().strip().endsWith("Z")) {
      return new Read(local, WallClock.UTC, false);
    }
    return new Read(local, zone == null ? zones.ofTheCalendar(said) : zones.of(zone, said), false);
  }

  static boolean isDate(Property said) {
    return said.has("VALUE", "DATE") || said.value().strip().length() == "20261231".length();
  }

  static LocalDate date(Property said) {
    try {
      return bounded(LocalDate.parse(said.value().strip(), DATE).atStartOfDay(), said)
          .toLocalDate();
    } catch (DateTimeParseException e) {
      throw said.refused("is not a date such as 20261231");
    }
  }

  /** As the clock shows it, wherever that hangs. */
  static LocalDateTime local(Property said) {
    var value = said.value().strip();
    try {
      return bounded(LocalDateTime.parse(value.replaceFirst("Z$", ""), TIME), said);
    } catch (DateTimeParseException e) {
      throw said.refused("is not a time such as 20261231T180000 or 20261231T180000Z");
    }
  }

  private static LocalDateTime bounded(LocalDateTime time, Property said) {
    if (time.getYear() < EARLIEST || time.getYear() > LATEST) {
      throw said.refused("must lie between 1970 and 2100");
    }
    return time;
  }

  /** For example P1D, PT8H30M or P1W: from a local time to the local time that is so much later. */
  static LocalDateTime plus(LocalDateTime start, Property said) {
    var value = said.value().strip().toUpperCase(Locale.ROOT);
    var time = value.indexOf('T');
    try {
      var days = time < 0 ? value : value.substring(0, time);
      var later = days.equals("P") ? start : start.plus(Period.parse(days));
      return time < 0 ? later : later.plus(Duration.parse("P" + value.substring(time)));
    } catch (DateTimeException | ArithmeticException e) {
      throw said.refused("is not a duration such as P1D or PT8H");
    }
  }

  private Times() {}
}
