package dev.countersign.policy.calendars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.freeze.Situation;
import dev.countersign.policy.core.freeze.WhatWaits;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The calendar against one that is too simple to be wrong: it goes through two years minute by
 * minute, reads the clock on the wall, and knows nothing of time zones but what the clock shows.
 */
class OracleTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MINUTES = 2 * 365 * 24 * 60;
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"));
  private static final LocalDate FIRST = LocalDate.of(2025, 11, 3);
  private static final LocalDate LAST = LocalDate.of(2028, 2, 1);
  private static final Situation ANY =
      new Situation(Environment.PRODUCTION, "111122223333", Map.of(), "reboot_instance");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  /** What a rule is, twice: as iCalendar writes it, and as a question about a day. */
  private record Kind(String rule, Predicate<LocalDate> day) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("FREQ=DAILY", _ -> true),
          new Kind("FREQ=DAILY;INTERVAL=3", day -> ChronoUnit.DAYS.between(FIRST, day) % 3 == 0),
          new Kind(
              "FREQ=WEEKLY;BYDAY=MO,SA,SU",
              day ->
                  List.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)
                      .contains(day.getDayOfWeek())),
          new Kind(
              "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,SU",
              day ->
                  (day.getDayOfWeek() == DayOfWeek.MONDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY)
                      && ChronoUnit.DAYS.between(FIRST, day) / 7 % 2 == 0),
          new Kind(
              "FREQ=MONTHLY;BYDAY=-1SU",
              day -> day.equals(day.with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY)))),
          new Kind("FREQ=MONTHLY;BYMONTHDAY=31", day -> day.getDayOfMonth() == 31),
          new Kind(
              "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", day -> day.equals(lastWorkday(day))),
          new Kind(
              "FREQ=YEARLY;BYMONTH=3,11;BYDAY=SU",
              day ->
                  (day.getMonthValue() == 3 || day.getMonthValue() == 11)
                      && day.getDayOfWeek() == DayOfWeek.SUNDAY));

  private static LocalDate lastWorkday(LocalDate day) {
    var last = day.with(TemporalAdjusters.lastDayOfMonth());
    while (last.getDayOfWeek().getValue() > 5) {
      last = last.minusDays(1);
    }
    return last;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aCalendarFreezesThoseMinutesThatTheOracleFreezes(long seed) {
    var random = new Random(seed);
    var expected = new BitSet(MINUTES);
    var freezes = new ArrayList<Freeze>();
    for (var zone : ZONES) {
      var wall = wall(zone);
      var lines = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        lines.append(event(random, zone, wall, expected));
      }
      var calendar = IcsCalendar.read(Ics.calendar(lines.toString()), null, FROM);
      freezes.add(
          new Freeze(
              zone.getId(), "", FreezeScope.EVERYTHING, WhatWaits.SEND_BACK, calendar, null));
    }
    assertMinutes(expected, freezes, seed);
    var turned = new ArrayList<>(freezes);
    Collections.reverse(turned);
    for (int minute = 0; minute < MINUTES; minute += 997) {
      var at = FROM.plusSeconds(60L * minute);
      assertEquals(
          new Freezes(freezes).inForce(ANY, at), new Freezes(turned).inForce(ANY, at), "order");
      assertEquals(
          new Freezes(freezes).next(ANY, at, at.plusSeconds(900)),
          new Freezes(turned).next(ANY, at, at.plusSeconds(900)),
          "order");
    }
  }

  private static void assertMinutes(BitSet expected, List<Freeze> freezes, long seed) {
    var spans =
        freezes.stream()
            .flatMap(
                freeze -> freeze.calendar().spans(FROM, FROM.plusSeconds(60L * MINUTES)).stream())
            .toList();
    var seen = new BitSet(MINUTES);
    for (var span : spans) {
      var begin = Math.max(0, FROM.until(span.begins(), ChronoUnit.MINUTES));
      var end = Math.min(MINUTES, FROM.until(span.ends(), ChronoUnit.MINUTES));
      seen.set((int) begin, (int) end);
    }
    seen.xor(expected);
    var wrong = seen.nextSetBit(0);
    assertEquals(
        -1,
        wrong,
        () ->
            "seed "
                + seed
                + ": differs at "
                + FROM.plusSeconds(60L * wrong)
                + ", which the"
                + " oracle calls "
                + expected.get(wrong));
    var all = new Freezes(freezes);
    var random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      var minute = random.nextInt(MINUTES);
      var at = FROM.plusSeconds(60L * minute);
      var frozen = all.inForce(ANY, at);
      assertEquals(expected.get(minute), frozen != null, () -> "at " + at);
      if (frozen != null && frozen.until() != null) {
        var open = expected.nextClearBit(minute);
        if (open < MINUTES) {
          assertEquals(FROM.plusSeconds(60L * open), frozen.until(), () -> "opening after " + at);
        }
      }
    }
  }

  /** Writes an event, and has the oracle mark its minutes. */
  private static String event(Random random, ZoneId zone, LocalDateTime[] wall, BitSet minutes) {
    var kind = KINDS.get(random.nextInt(KINDS.size()));
    var days = new ArrayList<LocalDate>();
    FIRST.datesUntil(LAST).filter(kind.day()).forEach(days::add);
    // In the hours in which clocks are put, more often than not.
    var hour = random.nextBoolean() ? random.nextInt(24) : 1 + random.nextInt(3);
    var time = LocalTime.of(hour, 15 * random.nextInt(4));
    var length = 15L * (1 + random.nextInt(60));
    var text = new StringBuilder();
    var rule = kind.rule();
    if (random.nextBoolean()) {
      var count = 1 + random.nextInt(Math.min(days.size(), 300));
      rule += ";COUNT=" + count;
      days.subList(count, days.size()).clear();
    } else {
      var until = LocalDate.of(2027, 1 + random.nextInt(12), 15);
      rule +=
          ";UNTIL="
              + TIME.format(until.atTime(23, 59).atZone(zone).withZoneSameInstant(ZoneOffset.UTC))
              + "Z";
      days.removeIf(day -> day.isAfter(until));
    }
    // The first occurrence is where the event begins.
    var start = days.getFirst().atTime(time);
    text.append("DTSTART;TZID=%s:%s\n".formatted(zone, TIME.format(start)));
    text.append("DTEND;TZID=%s:%s\n".formatted(zone, TIME.format(start.plusMinutes(length))));
    text.append("RRULE:%s\n".formatted(rule));
    var calledOff = new ArrayList<LocalDate>();
    for (int i = 0; i < 2 && days.size() > 3; i++) {
      var gone = days.remove(1 + random.nextInt(days.size() - 2));
      calledOff.add(gone);
      text.append("EXDATE;TZID=%s:%s\n".formatted(zone, TIME.format(gone.atTime(time))));
    }
    var added = LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28));
    if (!days.contains(added) && !calledOff.contains(added)) {
      text.append("RDATE;TZID=%s:%s\n".formatted(zone, TIME.format(added.atTime(time))));
      days.add(added);
    }
    for (var day : days) {
      mark(day.atTime(time), length, wall, minutes);
    }
    return Ics.event(text.toString());
  }

  private static LocalDateTime[] wall(ZoneId zone) {
    var wall = new LocalDateTime[MINUTES];
    for (int minute = 0; minute < MINUTES; minute++) {
      wall[minute] = LocalDateTime.ofInstant(FROM.plusSeconds(60L * minute), zone);
    }
    return wall;
  }

  /**
   * From the first minute at which the clock has reached the beginning, until it never again shows
   * less than the end, and for as many minutes as lie between the two, whichever is longer.
   */
  private static void mark(LocalDateTime start, long length, LocalDateTime[] wall, BitSet minutes) {
    var end = start.plusMinutes(length);
    // Where the clock cannot be more than a day away.
    var around =
        (int) ChronoUnit.MINUTES.between(LocalDateTime.ofInstant(FROM, ZoneOffset.UTC), start);
    var first = Math.max(0, around - 1440);
    var last = Math.min(MINUTES, around + (int) length + 1440);
    int begin = -1;
    for (int minute = first; minute < last && begin < 0; minute++) {
      if (!wall[minute].isBefore(start)) {
        begin = minute;
      }
    }
    if (begin < 0) {
      return;
    }
    var cut = begin == 0;
    int finish = begin;
    for (int minute = begin; minute < last; minute++) {
      if (wall[minute].isBefore(end)) {
        finish = minute + 1;
      }
    }
    if (!cut) {
      finish = Math.max(finish, begin + (int) length);
    }
    minutes.set(begin, Math.min(finish, MINUTES));
  }
}
