package dev.countersign.contracts.operation;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A daily window in UTC, as RDS writes it: {@code hh24:mi-hh24:mi}. A window may cross midnight.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record DailyWindow(LocalTime from, LocalTime to) {
  /** RDS accepts nothing shorter. */
  public static final Duration SHORTEST = Duration.ofMinutes(30);

  private static final Pattern FORMAT =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

  /** Reads {@code hh:mm-hh:mm}; empty for anything else. */
  public static Optional<DailyWindow> parse(String text) {
    var matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new DailyWindow(
            LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))),
            LocalTime.of(Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(4)))));
  }

  /** How long it is; a window that ends when it starts has no length. */
  public Duration length() {
    var length = Duration.between(from, to);
    return length.isNegative() ? length.plusDays(1) : length;
  }

  /** Minutes since midnight at which it opens. */
  public int startMinute() {
    return from.getHour() * 60 + from.getMinute();
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
