package dev.countersign.audit.entry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be a column: an index row is bounded, text has no NUL, time is within the calendar. */
final class Searchable {
  private static final int MAX_LENGTH = 512;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  static boolean text(String... values) {
    for (var value : values) {
      if (value.isEmpty() || value.length() > MAX_LENGTH || value.indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }

  static @Nullable String orNull(@Nullable String value) {
    return value != null && text(value) ? value : null;
  }

  static boolean time(Instant time) {
    return time.isAfter(FIRST) && time.isBefore(LAST);
  }

  private Searchable() {}
}
