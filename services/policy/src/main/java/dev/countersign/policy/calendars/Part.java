package dev.countersign.policy.calendars;

import java.util.List;
import java.util.Optional;

/**
 * A component of a calendar, for example a VEVENT.
 *
 * @param line where it begins in the file
 */
record Part(String kind, int line, List<Property> properties, List<Part> parts) {
  /** The property of this name; refused where there are several. */
  Optional<Property> one(String name) {
    var found = all(name);
    if (found.size() > 1) {
      throw found.get(1).refused("may be there only once");
    }
    return found.stream().findFirst();
  }

  List<Property> all(String name) {
    return properties.stream().filter(property -> property.name().equals(name)).toList();
  }

  List<Part> parts(String wanted) {
    return parts.stream().filter(part -> part.kind().equals(wanted)).toList();
  }

  /** Its text, unescaped, in one line; empty where it has none. */
  String text(String name) {
    return all(name).stream().findFirst().map(property -> unescaped(property.value())).orElse("");
  }

  private static String unescaped(String text) {
    var plain = text.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip();
    if (plain.length() <= MOST_OF_A_TITLE) {
      return plain;
    }
    // A character of two halves is not cut in two: half of one cannot be written.
    var half = Character.isHighSurrogate(plain.charAt(MOST_OF_A_TITLE - 1));
    return plain.substring(0, MOST_OF_A_TITLE - (half ? 1 : 0));
  }

  private static final int MOST_OF_A_TITLE = 200;
}
