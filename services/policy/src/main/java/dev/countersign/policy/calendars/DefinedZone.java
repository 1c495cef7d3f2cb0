package dev.countersign.policy.calendars;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A time zone that a file defines itself, as a VTIMEZONE: when its clocks were and will be put. */
final class DefinedZone {
  /** Until then; no freeze is asked for behind it. */
  private static final LocalDateTime HORIZON = LocalDateTime.of(2101, 1, 1, 0, 0);

  /** Real zones have two in a year, and some ten in a file. */
  private static final int MOST_OBSERVANCES = 500;

  private static final int MOST_ONSETS = 5_000;

  private record Onset(LocalDateTime at, ZoneOffset from, ZoneOffset to) {}

  static ZoneRules rules(Part definition) {
    var observances = new ArrayList<Part>(definition.parts("STANDARD"));
    observances.addAll(definition.parts("DAYLIGHT"));
    if (observances.size() > MOST_OBSERVANCES) {
      throw new CalendarRefused(
          definition.line(), "the VTIMEZONE has more than 500 observances in it");
    }
    var onsets = new ArrayList<Onset>();
    for (var observance : observances) {
      onsets.addAll(onsets(observance));
      if (onsets.size() > MOST_ONSETS) {
        throw tooMany(definition);
      }
    }
    if (onsets.isEmpty()) {
      throw new CalendarRefused(definition.line(), "the VTIMEZONE has no STANDARD in it");
    }
    onsets.sort(Comparator.comparing(Onset::at));
    var before = onsets.getFirst().from();
    try {
      return ZoneRules.of(before, before, List.of(), transitions(before, onsets), List.of());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CalendarRefused(
          definition.line(), "the VTIMEZONE contradicts itself: " + e.getMessage(), e);
    }
  }

  private static CalendarRefused tooMany(Part definition) {
    return new CalendarRefused(
        definition.line(), "the VTIMEZONE puts its clocks more than 5,000 times");
  }

  /** Each from what the clock showed, whatever the file says it had shown. */
  private static List<ZoneOffsetTransition> transitions(ZoneOffset before, List<Onset> onsets) {
    var transitions = new ArrayList<ZoneOffsetTransition>();
    var offset = before;
    for (var onset : onsets) {
      if (!onset.to().equals(offset)) {
        transitions.add(ZoneOffsetTransition.of(onset.at(), offset, onset.to()));
        offset = onset.to();
      }
    }
    return transitions;
  }

  private static List<Onset> onsets(Part observance) {
    var from = offset(observance, "TZOFFSETFROM");
    var to = offset(observance, "TZOFFSETTO");
    var start = Times.local(Times.needed(observance, "DTSTART"));
    var times = new ArrayList<LocalDateTime>();
    times.add(start);
    observance
        .one("RRULE")
        .map(Rule::read)
        .ifPresent(rule ->
            rule.starts(start, start.minusDays(1), HORIZON)
                .filter(at -> rule.goesOn(at, at.toInstant(from)))
                .limit(MOST_ONSETS + 1L)
                .forEach(times::add));
    observance
        .all("RDATE")
        .forEach(dates -> Times.each(dates).map(Times::local).forEach(times::add));
    return times.stream().distinct().map(at -> new Onset(at, from, to)).toList();
  }

  private static ZoneOffset offset(Part observance, String name) {
    var said = Times.needed(observance, name);
    try {
      return ZoneOffset.of(said.value().strip());
    } catch (DateTimeException e) {
      throw said.refused("is not an offset such as +0100");
    }
  }

  private DefinedZone() {}
}
