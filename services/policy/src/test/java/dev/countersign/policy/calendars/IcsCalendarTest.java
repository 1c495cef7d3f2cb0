package dev.countersign.policy.calendars;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.policy.core.freeze.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcsCalendarTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void anEventIsWhereItsZoneSays() {
    var calendar =
        event(
            """
            SUMMARY:Release\\, both halves
            DTSTART;TZID=Europe/Berlin:20260701T180000
            DTEND;TZID=Europe/Berlin:20260701T200000
            """);
    var span = only(calendar);
    assertEquals("Release, both halves", span.title());
    assertEquals("Europe/Berlin", span.zone());
    assertEquals("2026-07-01T18:00+02:00", span.begin().toString());
    assertEquals("2026-07-01T16:00:00Z/2026-07-01T18:00:00Z", utc(span));
  }

  @Test
  void aWholeDayEndsBeforeTheDayOfItsEnd() {
    var lines =
        Ics.event("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Holidays");
    var calendar = Ics.read(lines, ZoneId.of("America/New_York"));
    assertEquals("2026-12-24T05:00:00Z/2026-12-27T05:00:00Z", utc(only(calendar)));
    var named = Ics.read("X-WR-TIMEZONE:Europe/Berlin\n" + lines);
    assertEquals("2026-12-23T23:00:00Z/2026-12-26T23:00:00Z", utc(only(named)));
  }

  /**
   * Programs write the last day of a series as a moment in UTC, and mean the day or its beginning.
   */
  @Test
  void theLastWholeDayIsFrozenWhereverTheZoneLies() {
    var lines =
        Ics.event(
            "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261225\n"
                + "RRULE:FREQ=DAILY;UNTIL=20261226T000000Z");
    for (var zone : List.of("America/Los_Angeles", "UTC", "Asia/Tokyo")) {
      var calendar = Ics.read(lines, ZoneId.of(zone));
      var days = calendar.spans(FROM, TO).stream().map(span -> span.begin().toLocalDate()).toList();
      assertEquals(
          List.of(
              LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 26)),
          days,
          zone);
    }
    // An opening of a closed calendar is the shorter one.
    var closed =
        Ics.read("X-CALENDAR-TYPE:DEFAULT_CLOSED\n" + lines, ZoneId.of("America/New_York"));
    var last = Instant.parse("2026-12-26T17:00:00Z");
    assertEquals(1, closed.spans(last, last.plusSeconds(1)).size());
  }

  @Test
  void aTitleIsNotCutWithinACharacter() {
    var title = "x".repeat(199) + "\uD83D\uDE80" + "y".repeat(20);
    var calendar = event("SUMMARY:" + title + "\nDTSTART:20260701T180000Z\nDURATION:PT1H\n");
    assertEquals("x".repeat(199), only(calendar).title());
  }

  @Test
  void aFileThatSaysTheSameMeansTheSame() {
    var one = Ics.event("UID:1\nDTSTAMP:20260101T000000Z\nDTSTART:20260701T180000Z\nDURATION:PT1H");
    var other = Ics.event("UID:2\nDTSTART:20260801T180000Z\nDURATION:PT1H\nSEQUENCE:1");
    var later = one.replace("20260101T000000Z", "20260102T000000Z");
    assertArrayEquals(Ics.read(one + other).meaning(), Ics.read(other + later).meaning());
    assertFalse(
        Arrays.equals(Ics.read(one).meaning(), Ics.read(one.replace("PT1H", "PT2H")).meaning()));
  }

  @Test
  void aZoneThatPutsItsClocksAllTheTimeIsRefused() {
    var zone =
        """
        BEGIN:VTIMEZONE
        TZID:Hostile
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23
        END:STANDARD
        END:VTIMEZONE
        """;
    var refused =
        assertThrows(
            CalendarRefused.class,
            () ->
                Ics.read(zone + Ics.event("DTSTART;TZID=Hostile:20260701T180000\nDURATION:PT1H")));
    assertTrue(String.valueOf(refused.getMessage()).contains("more than 5,000"), refused::toString);
  }

  @Test
  void aWholeDayOnWhichTheClockIsPutIsThatDayAndNoMore() {
    var calendar = Ics.read(Ics.event("DTSTART;VALUE=DATE:20260329"), ZoneId.of("Europe/Berlin"));
    assertEquals("2026-03-28T23:00:00Z/2026-03-29T22:00:00Z", utc(only(calendar)));
  }

  @Test
  void whereTheClockIsPutTheFreezeIsTheLongerOne() {
    var nights =
        event(
            """
            DTSTART;TZID=Europe/Berlin:20260101T220000
            DTEND;TZID=Europe/Berlin:20260102T060000
            RRULE:FREQ=DAILY
            """);
    // By the clock it would be seven hours in March, and nine in October.
    assertTrue(utc(nights).contains("2026-03-28T21:00:00Z/2026-03-29T05:00:00Z"));
    assertTrue(utc(nights).contains("2026-10-24T20:00:00Z/2026-10-25T05:00:00Z"));
    var gap =
        event(
            "DTSTART;TZID=Europe/Berlin:20260329T023000\nDTEND;TZID=Europe/Berlin:20260329T040000");
    assertEquals("2026-03-29T01:00:00Z/2026-03-29T02:30:00Z", utc(only(gap)));
    var twice =
        event(
            "DTSTART;TZID=Europe/Berlin:20261025T023000\nDTEND;TZID=Europe/Berlin:20261025T024500");
    assertEquals("2026-10-25T00:30:00Z/2026-10-25T01:45:00Z", utc(only(twice)));
  }

  @Test
  void anOccurrenceThatWasMovedIsWhereItWasMovedTo() {
    var calendar =
        Ics.read(
            """
            BEGIN:VEVENT
            UID:weekly
            SUMMARY:Weekly
            DTSTART;TZID=Europe/Berlin:20260302T090000
            DURATION:PT2H
            RRULE:FREQ=WEEKLY;COUNT=4
            END:VEVENT
            BEGIN:VEVENT
            UID:weekly
            SUMMARY:Weekly, later
            RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000
            DTSTART;TZID=Europe/Berlin:20260310T100000
            DTEND;TZID=Europe/Berlin:20260310T110000
            END:VEVENT
            BEGIN:VEVENT
            UID:weekly
            RECURRENCE-ID:20260316T080000Z
            DTSTART;TZID=Europe/Berlin:20260316T090000
            DURATION:PT2H
            STATUS:CANCELLED
            END:VEVENT
            """);
    assertEquals(
        List.of(
            "2026-03-02T08:00:00Z/2026-03-02T10:00:00Z",
            "2026-03-10T09:00:00Z/2026-03-10T10:00:00Z",
            "2026-03-23T08:00:00Z/2026-03-23T10:00:00Z"),
        utc(calendar));
  }

  @Test
  void whatWasCalledOffOrLeavesEverybodyFreeDoesNotFreeze() {
    var calendar =
        Ics.read(
            Ics.event("DTSTART:20260501T000000Z\nDURATION:P1D\nSTATUS:CANCELLED")
                + Ics.event("DTSTART:20260502T000000Z\nDURATION:P1D\nTRANSP:TRANSPARENT")
                + "BEGIN:VTODO\nUID:x\nSUMMARY:Add events to this calendar.\nEND:VTODO\n");
    assertEquals(List.of(), utc(calendar));
  }

  @Test
  void extraDatesMayBePeriodsOfTheirOwn() {
    var calendar =
        event(
            """
            DTSTART:20260501T100000Z
            DURATION:PT1H
            RDATE:20260510T100000Z,20260511T100000Z
            RDATE;VALUE=PERIOD:20260520T000000Z/20260521T000000Z,20260525T000000Z/PT30M
            EXDATE:20260511T100000Z
            """);
    assertEquals(
        List.of(
            "2026-05-01T10:00:00Z/2026-05-01T11:00:00Z",
            "2026-05-10T10:00:00Z/2026-05-10T11:00:00Z",
            "2026-05-20T00:00:00Z/2026-05-21T00:00:00Z",
            "2026-05-25T00:00:00Z/2026-05-25T00:30:00Z"),
        utc(calendar));
  }

  private static final String OWN_ZONE =
      """
      BEGIN:VTIMEZONE
      TZID:Factory
      BEGIN:STANDARD
      DTSTART:19701025T030000
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0100
      RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
      END:STANDARD
      BEGIN:DAYLIGHT
      DTSTART:19700329T020000
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
      END:DAYLIGHT
      END:VTIMEZONE
      """;

  @Test
  void aZoneThatTheFileDefinesIsTheSameAsTheKnownOneThatItDescribes() {
    var daily = "DTSTART;TZID=%s:20260101T020000\nDURATION:PT90M\nRRULE:FREQ=DAILY";
    var own = Ics.read(OWN_ZONE + Ics.event(daily.formatted("Factory")));
    var known = Ics.read(Ics.event(daily.formatted("Europe/Berlin")));
    assertEquals(utc(known), utc(own));
  }

  @ParameterizedTest
  @CsvSource({
    "W. Europe Standard Time, Europe/Berlin",
    "Eastern Standard Time, America/New_York",
    "/mozilla.org/20050126_1/Europe/Paris, Europe/Paris",
  })
  void zonesAreKnownByTheNamesThatProgramsGiveThem(String name, String zone) {
    var calendar = event("DTSTART;TZID=%s:20260701T120000\nDURATION:PT1H".formatted(name));
    assertEquals(zone, only(calendar).zone());
  }

  /** As {@code aws ssm get-document} gives it out. */
  private static final String OF_AWS =
      """
      X-CALENDAR-TYPE:%s
      X-WR-CALDESC:
      BEGIN:VTODO
      DTSTAMP:20200320T004207Z
      UID:3b5af39a-d0b3-4049-a839-d7bb8af01f92
      SUMMARY:Add events to this calendar.
      END:VTODO
      BEGIN:VEVENT
      DTSTAMP:20260101T000000Z
      UID:a5f3ac7e-0c59-4f0a-9c8b-aaaaaaaaaaaa
      SEQUENCE:0
      SUMMARY:Saturdays
      DTSTART;TZID=America/New_York:20260103T090000
      DTEND;TZID=America/New_York:20260103T170000
      RRULE:FREQ=WEEKLY;
      END:VEVENT
      """;

  @Test
  void anOpenCalendarOfAwsFreezesDuringItsEventsAndAClosedOneBetweenThem() {
    var open = Ics.read(OF_AWS.formatted("DEFAULT_OPEN"));
    assertEquals(52, utc(open).size());
    assertEquals("2026-01-03T14:00:00Z/2026-01-03T22:00:00Z", utc(open).getFirst());
    var closed = Ics.read(OF_AWS.formatted("DEFAULT_CLOSED"));
    assertEquals(53, utc(closed).size());
    assertEquals("2026-01-03T22:00:00Z/2026-01-10T14:00:00Z", utc(closed).get(1));
    assertEquals("America/New_York", closed.spans(FROM, TO).get(1).zone());
    for (var span : open.spans(FROM, TO)) {
      assertEquals(List.of(), closed.spans(span.begins(), span.ends()));
    }
  }

  @Test
  void aClosedCalendarWithoutAnEventIsClosed() {
    var closed = Ics.read("X-CALENDAR-TYPE:DEFAULT_CLOSED");
    assertEquals("2026-01-01T00:00:00Z/2027-01-01T00:00:00Z", utc(only(closed)));
  }

  /**
   * The hour that the clock shows twice is open only once, and the one that it leaves out not at
   * all.
   */
  @Test
  void whereTheClockIsPutAnOpeningIsTheShorterOne() {
    var closed =
        Ics.read(
            "X-CALENDAR-TYPE:DEFAULT_CLOSED\n"
                + Ics.event(
                    "DTSTART;TZID=Europe/Berlin:20261025T013000\n"
                        + "DTEND;TZID=Europe/Berlin:20261025T023000"));
    assertEquals("2026-10-24T23:30:00Z/2026-10-25T00:30:00Z", opening(closed));
  }

  private static String opening(IcsCalendar closed) {
    var spans = closed.spans(FROM, TO);
    return spans.get(0).ends() + "/" + spans.get(1).begins();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=999999999999",
        "FREQ=DAILY;COUNT=100000",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYEASTER=0",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYMONTHDAY=45",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "INTERVAL=2",
        "FREQ=DAILY;UNTIL=tomorrow",
      })
  void aRuleThatComesTooOftenOrIsNotUnderstoodIsRefusedWithItsLine(String rule) {
    var lines = Ics.event("DTSTART:20260101T000000Z\nDURATION:PT1M\nRRULE:" + rule);
    var refused = assertThrows(CalendarRefused.class, () -> Ics.read(lines));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("line 8: "), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTSTART:20260101T100000 | line 6: DTSTART has no time zone",
        "DTSTART;TZID=Mars/Olympus:20260101T100000 | line 6: DTSTART names the time zone",
        "DTSTART:20260101T250000Z | line 6: DTSTART is not a time",
        "DTSTART;VALUE=DATE:20260230 | line 6: DTSTART is not a date",
        "DTSTART:20260101T100000Z | line 6: DTSTART belongs to an event without an end",
        "DTSTART:19500101T100000Z | line 6: DTSTART must lie between",
        "SUMMARY:nothing | line 4: the VEVENT has no DTSTART",
      })
  void aMistakeIsNamedWithItsLine(String line, String message) {
    var refused = assertThrows(CalendarRefused.class, () -> Ics.read(Ics.event(line)));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(message), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTEND:20260101T090000Z | line 7: DTEND must lie behind DTSTART",
        "DTEND;VALUE=DATE:20260102 | line 7: DTEND must be a date where DTSTART is one",
        "DURATION:-PT1H | line 7: DURATION is not a duration",
        "DURATION:PT0S | line 7: DURATION must lie behind DTSTART",
        "DURATION:a while | line 7: DURATION is not a duration",
        "EXRULE:FREQ=DAILY | line 7: EXRULE is not understood",
      })
  void whatContradictsTheBeginningIsNamedWithItsLine(String line, String message) {
    var lines = Ics.event("DTSTART:20260101T100000Z\n" + line + "\nDURATION:PT1H");
    var one = line.startsWith("DURATION") ? lines.replace("\nDURATION:PT1H", "") : lines;
    var refused = assertThrows(CalendarRefused.class, () -> Ics.read(one));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(message), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR"})
  void whatIsNoCalendarIsRefused(String text) {
    assertThrows(CalendarRefused.class, () -> IcsCalendar.read(text, null, Ics.NOW));
  }

  @Test
  void foldedLinesAndBlankOnesDoNotMoveTheLineThatIsNamed() {
    var text =
        "BEGIN:VCALENDAR\n\n"
            + "BEGIN:VEVENT\n"
            + "SUMMARY:A long\n"
            + "  title\n"
            + "DTSTART:2026\n"
            + " 0101T99\n"
            + "END:VEVENT\n"
            + "END:VCALENDAR\n";
    var refused = assertThrows(CalendarRefused.class, () -> IcsCalendar.read(text, null, Ics.NOW));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("line 6: "), refused.getMessage());
  }

  @Test
  void aCalendarMadeToTakeLongIsReadInSecondsOrRefused() {
    var rules =
        List.of(
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;COUNT=3000",
            "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11",
            "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2;INTERVAL=999");
    for (var rule : rules) {
      var event = Ics.event("DTSTART:19700101T000000Z\nDURATION:PT1M\nRRULE:" + rule);
      var lines = Stream.generate(() -> event).limit(100).collect(Collectors.joining());
      assertTimeoutPreemptively(
          Duration.ofMinutes(2),
          () -> {
            try {
              Ics.read(lines);
            } catch (CalendarRefused e) {
              assertTrue(String.valueOf(e.getMessage()).contains("20,000"), e.getMessage());
            }
          },
          rule);
    }
  }

  @Test
  void theTwentyNinthOfFebruaryIsFoundDayByDay() {
    var calendar =
        event(
            "DTSTART:20240229T000000Z\n"
                + "DURATION:P1D\n"
                + "RRULE:FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=29");
    var to = Instant.parse("2033-01-01T00:00:00Z");
    assertEquals(
        List.of(
            "2028-02-29T00:00:00Z/2028-03-01T00:00:00Z",
            "2032-02-29T00:00:00Z/2032-03-01T00:00:00Z"),
        calendar.spans(FROM, to).stream().map(IcsCalendarTest::utc).toList());
  }

  private static IcsCalendar event(String lines) {
    return Ics.read(Ics.event(lines));
  }

  private static Span only(IcsCalendar calendar) {
    var spans = calendar.spans(FROM, TO);
    assertEquals(1, spans.size());
    return spans.getFirst();
  }

  private static List<String> utc(IcsCalendar calendar) {
    return calendar.spans(FROM, TO).stream().map(IcsCalendarTest::utc).toList();
  }

  private static String utc(Span span) {
    return span.begins() + "/" + span.ends();
  }
}
