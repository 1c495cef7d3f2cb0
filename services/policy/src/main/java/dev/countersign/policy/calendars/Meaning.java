package dev.countersign.policy.calendars;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a calendar says, without what decides nothing: when it was exported, by which program, in
 * which order. A calendar that a program exports anew every hour is the same rules as before.
 */
final class Meaning {
  private static final Set<String> OF_A_CALENDAR =
      Set.of("X-CALENDAR-TYPE", "X-WR-TIMEZONE", "X-WR-CALNAME");
  private static final Set<String> OF_AN_EVENT =
      Set.of(
          "UID",
          "SUMMARY",
          "DTSTART",
          "DTEND",
          "DURATION",
          "RRULE",
          "RDATE",
          "EXDATE",
          "RECURRENCE-ID",
          "STATUS",
          "TRANSP");
  private static final Set<String> OF_A_ZONE =
      Set.of("TZID", "X-LIC-LOCATION", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE");

  static byte[] of(Part calendar) {
    return Stream.of(
            lines(calendar, OF_A_CALENDAR),
            parts(calendar.parts("VTIMEZONE"), OF_A_ZONE),
            parts(calendar.parts("VEVENT"), OF_AN_EVENT))
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String parts(List<Part> parts, Set<String> known) {
    return parts.stream().map(part -> part(part, known)).sorted().collect(Collectors.joining("\n"));
  }

  private static String part(Part part, Set<String> known) {
    var inner = known.equals(OF_A_ZONE) ? parts(part.parts(), known) : "";
    return "BEGIN:" + part.kind() + '\n' + lines(part, known) + '\n' + inner + "\nEND";
  }

  private static String lines(Part part, Set<String> known) {
    return part.properties().stream()
        .filter(property -> known.contains(property.name()))
        .map(property ->
            property.name() + new TreeMap<>(property.parameters()) + ':' + property.value().strip())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private Meaning() {}
}
