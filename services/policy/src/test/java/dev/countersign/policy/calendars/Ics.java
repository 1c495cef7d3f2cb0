package dev.countersign.policy.calendars;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Calendars for tests. */
final class Ics {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  /** One with these lines between its beginning and its end. */
  static String calendar(String lines) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Countersign//Test//EN\r\n"
        + lines.strip().replace("\n", "\r\n")
        + "\r\nEND:VCALENDAR\r\n";
  }

  /** An event with these lines. */
  static String event(String lines) {
    return "BEGIN:VEVENT\nUID:"
        + Integer.toHexString(lines.hashCode())
        + "\n"
        + lines.strip()
        + "\nEND:VEVENT\n";
  }

  static IcsCalendar read(String lines) {
    return read(lines, null);
  }

  static IcsCalendar read(String lines, @Nullable ZoneId zone) {
    return IcsCalendar.read(calendar(lines), zone, NOW);
  }

  private Ics() {}
}
