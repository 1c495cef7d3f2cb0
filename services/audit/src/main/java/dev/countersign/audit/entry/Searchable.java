package dev.countersign.audit.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be a column: an index row is bounded in bytes, and some hold two columns; text has no
 * NUL, time is within the calendar.
 */
final class Searchable {
  private static final int MAX_BYTES = 512;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private static boolean text(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_BYTES
        && value.getBytes(UTF_8).length <= MAX_BYTES
        && value.indexOf('\0') < 0;
  }

  static @Nullable String orNull(@Nullable String value) {
    return value != null && text(value) ? value : null;
  }

  static boolean time(Instant time) {
    return time.isAfter(FIRST) && time.isBefore(LAST);
  }

  private Searchable() {}
}
