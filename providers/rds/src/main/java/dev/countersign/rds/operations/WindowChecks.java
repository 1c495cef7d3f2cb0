package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.DailyWindow;
import dev.countersign.provider.operation.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What RDS refuses of windows, whatever they are windows of. */
final class WindowChecks {
  private static final int SHORTEST = 30;
  private static final int LONGEST = 24 * 60;

  /** What stands against a backup window beside this maintenance window, or null. */
  static @Nullable Check backup(String wanted, String maintenance) {
    var window = DailyWindow.parse(wanted);
    var weekly = WeeklyWindow.parse(maintenance);
    return window.isPresent() && weekly.isPresent() && weekly.get().overlaps(window.get())
        ? Check.refuse(
            "windows-overlap",
            "The backup window "
                + wanted
                + " overlaps the maintenance window "
                + maintenance
                + ", which RDS does not allow.",
            "Choose a window outside of it.")
        : null;
  }

  /** What stands against a maintenance window beside this backup window, or null. */
  static @Nullable Check maintenance(String wanted, String backup, Instant now) {
    var window = WeeklyWindow.parse(wanted).orElseThrow();
    if (window.length() < SHORTEST || window.length() >= LONGEST) {
      return Check.refuse(
          "window-length",
          "The maintenance window " + wanted + " is not between 30 minutes and 24 hours long.",
          "Choose another end, for example one hour after the start.");
    }
    var daily = DailyWindow.parse(backup);
    if (daily.isPresent() && window.overlaps(daily.get())) {
      return Check.refuse(
          "windows-overlap",
          "The maintenance window "
              + wanted
              + " overlaps the backup window "
              + backup
              + ", which RDS does not allow.",
          "Choose a window outside of it.");
    }
    return window.contains(now)
        ? Check.refuse(
            "window-is-open-now",
            "The maintenance window "
                + wanted
                + " is open now: RDS would begin at once with what waits for it.",
            "Choose a window that opens later, or submit the operation when this one has passed.")
        : null;
  }

  private WindowChecks() {}
}
