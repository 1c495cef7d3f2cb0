package dev.countersign.executor;

import dev.countersign.chassis.start.CannotStart;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code operation=PT5M,operation=PT2H}. */
final class Timeouts {
  static Map<String, Duration> parse(String text) {
    var timeouts = new HashMap<String, Duration>();
    for (var entry : text.split(",", -1)) {
      var parts = entry.strip().split("=", -1);
      try {
        if (parts.length != 2) {
          throw new IllegalArgumentException();
        }
        timeouts.put(parts[0].strip(), Duration.parse(parts[1].strip()));
      } catch (DateTimeParseException | IllegalArgumentException e) {
        throw new CannotStart(
            "COUNTERSIGN_EXECUTOR_TIMEOUTS takes operation=PT5M, separated by commas; not: "
                + entry,
            e);
      }
    }
    return Map.copyOf(timeouts);
  }

  private Timeouts() {}
}
