package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The daily backup window and the weekly maintenance window: their form, their length, and that
 * they keep apart.
 */
final class Windows {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;
  private static final int SHORTEST = 30;
  private static final String TIME = "([01]\\d|2[0-3]):([0-5]\\d)";
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern BACKUP = Pattern.compile(TIME + "-" + TIME);
  private static final Pattern MAINTENANCE =
      Pattern.compile(
          "(mon|tue|wed|thu|fri|sat|sun):" + TIME + "-(mon|tue|wed|thu|fri|sat|sun):" + TIME);

  private Windows() {}

  /**
   * Minutes of the day, or of the week; the end may lie behind the beginning when the window wraps.
   */
  private record Span(int from, int length) {}

  static void checkBackup(String window, String maintenance) {
    Span backup = backup(window);
    if (backup.length < SHORTEST) {
      throw AwsError.invalidValue("The backup window must be at least 30 minutes.");
    }
    apart(backup, maintenance(maintenance));
  }

  static void checkMaintenance(String window, String backup) {
    Span maintenance = maintenance(window);
    if (maintenance.length < SHORTEST) {
      throw AwsError.invalidValue("The maintenance window must be at least 30 minutes.");
    }
    if (maintenance.length > DAY) {
      throw AwsError.invalidValue("The maintenance window must be less than 24 hours.");
    }
    apart(backup(backup), maintenance);
  }

  private static void apart(Span backup, Span maintenance) {
    for (int day = -1; day < 8; day++) {
      int from = day * DAY + backup.from;
      for (int shift : new int[] {0, WEEK}) {
        int other = maintenance.from - shift;
        if (from < other + maintenance.length && other < from + backup.length) {
          throw AwsError.invalidValue("The backup window and maintenance window must not overlap.");
        }
      }
    }
  }

  private static Span backup(String window) {
    var match = BACKUP.matcher(window);
    if (!match.matches()) {
      throw AwsError.invalidValue(
          "Invalid backup window format: "
              + window
              + ". Should be specified as a range hh24:mi-hh24:mi (24H Clock UTC). Example: 04:00-04:30");
    }
    int from = minutes(match.group(1), match.group(2));
    return new Span(from, Math.floorMod(minutes(match.group(3), match.group(4)) - from, DAY));
  }

  private static Span maintenance(String window) {
    var match = MAINTENANCE.matcher(window.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw AwsError.invalidValue(
          "Invalid maintenance window format: "
              + window
              + ". Should be specified as a range ddd:hh24:mi-ddd:hh24:mi (24H Clock UTC). Example: Sun:23:45-Mon:00:15");
    }
    int from = DAYS.indexOf(match.group(1)) * DAY + minutes(match.group(2), match.group(3));
    int until = DAYS.indexOf(match.group(4)) * DAY + minutes(match.group(5), match.group(6));
    return new Span(from, Math.floorMod(until - from, WEEK));
  }

  private static int minutes(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }
}
