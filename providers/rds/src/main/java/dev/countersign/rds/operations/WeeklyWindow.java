package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.DailyWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A weekly window in UTC, as RDS writes it: {@code ddd:hh:mm-ddd:hh:mm}.
 *
 * @param start minutes since Monday 00:00
 * @param length minutes; a window may wrap around the end of the week
 */
record WeeklyWindow(int start, int length) {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern FORMAT =
      Pattern.compile("([a-z]{3}):(\\d\\d):(\\d\\d)-([a-z]{3}):(\\d\\d):(\\d\\d)");

  static Optional<WeeklyWindow> parse(String text) {
    var matcher = FORMAT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()
        || !DAYS.contains(matcher.group(1))
        || !DAYS.contains(matcher.group(4))) {
      return Optional.empty();
    }
    var start = minute(matcher.group(1), matcher.group(2), matcher.group(3));
    var end = minute(matcher.group(4), matcher.group(5), matcher.group(6));
    return Optional.of(new WeeklyWindow(start, Math.floorMod(end - start, WEEK)));
  }

  /** Whether the daily window, on any day, shares a minute with this one. */
  boolean overlaps(DailyWindow daily) {
    var dailyLength = (int) daily.length().toMinutes();
    for (var day = 0; day < DAYS.size(); day++) {
      var from = day * DAY + daily.startMinute();
      // Two arcs on the circle of the week meet when either starts within the other.
      if (Math.floorMod(from - start, WEEK) < length
          || Math.floorMod(start - from, WEEK) < dailyLength) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is open at that moment. */
  boolean contains(Instant moment) {
    var time = moment.atZone(ZoneOffset.UTC);
    var minute =
        (time.getDayOfWeek().getValue() - 1) * DAY + time.getHour() * 60 + time.getMinute();
    return Math.floorMod(minute - start, WEEK) < length;
  }

  private static int minute(String day, String hours, String minutes) {
    return DAYS.indexOf(day) * DAY + Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }
}
