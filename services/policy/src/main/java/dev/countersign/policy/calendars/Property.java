package dev.countersign.policy.calendars;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a calendar, as it is written.
 *
 * @param name in capitals, for example {@code DTSTART}
 * @param parameters by name in capitals, without quotes
 * @param line where it stands in the file
 */
record Property(String name, Map<String, String> parameters, String value, int line) {
  Property {
    parameters = Map.copyOf(parameters);
  }

  @Nullable String parameter(String parameter) {
    return parameters.get(parameter);
  }

  boolean has(String parameter, String wanted) {
    return wanted.equalsIgnoreCase(parameters.get(parameter));
  }

  CalendarRefused refused(String reason) {
    return new CalendarRefused(line, name + ' ' + reason);
  }
}
