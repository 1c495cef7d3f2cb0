package dev.countersign.policy.calendars;

/** A calendar that cannot be used. The message names the line and says what to do. */
public final class CalendarRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CalendarRefused(int line, String reason) {
    super(line > 0 ? "line " + line + ": " + reason : reason);
  }

  CalendarRefused(int line, String reason, Throwable cause) {
    super(line > 0 ? "line " + line + ": " + reason : reason, cause);
  }
}
