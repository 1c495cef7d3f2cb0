package dev.countersign.audit.query;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Indexes and sizes in a question. */
final class Numbers {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  static long read(String field, @Nullable String value) {
    if (value == null) {
      throw Refusals.badParameter(field, "is missing");
    }
    if (!NUMBER.matcher(value).matches()) {
      throw Refusals.badParameter(field, "is a number from 0 on");
    }
    return Long.parseLong(value);
  }

  private Numbers() {}
}
