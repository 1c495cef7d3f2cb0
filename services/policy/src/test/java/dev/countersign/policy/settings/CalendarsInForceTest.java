package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.policy.core.freeze.Situation;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.settings.RulebookChange.Loaded;
import dev.countersign.policy.settings.RulebookChange.PutRight;
import dev.countersign.policy.settings.RulebookChange.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calendars are files, too: read again when they change, as a whole or not at all. */
class CalendarsInForceTest {
  private static final RulebookReader READER = new RulebookReader(true);
  private static final Situation PRODUCTION =
      new Situation(Environment.PRODUCTION, "444455556666", Map.of(), "reboot_instance");
  private static final Situation TEST =
      new Situation(Environment.TEST, "444455556666", Map.of(), "reboot_instance");
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final String NIGHT =
      calendar("DTSTART;TZID=Europe/Berlin:20260601T220000\nDURATION:PT8H");
  private static final String NOON =
      calendar("DTSTART;TZID=Europe/Berlin:20260601T130000\nDURATION:PT2H");

  @TempDir Path folder;
  private final List<RulebookChange> changes = new ArrayList<>();
  private final Watch watch = new Watch();
  private Path settings = Path.of("");
  private Path calendar = Path.of("");

  /** A clock that a test turns. */
  private static final class Watch extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void write() throws IOException {
    calendar = Files.writeString(folder.resolve("night.ics"), NIGHT);
    settings = folder.resolve("settings.yaml");
    name("night.ics");
  }

  @Test
  void aCalendarThatIsChangedIsInForceAtTheNextLookAndIsAnnounced() throws IOException {
    var book = inForce();
    var before = book.current();
    assertNull(before.freezes().inForce(PRODUCTION, START));
    assertEquals(WhatWaits.START_AFTER, before.freezes().all().getFirst().whatWaits());
    Files.writeString(calendar, NOON);
    var after = book.refreshed();
    assertNotNull(after.freezes().inForce(PRODUCTION, START));
    assertNotEquals(before.version(), after.version());
    assertEquals(
        List.of(
            new Loaded(before.version(), settings.toString()),
            new Loaded(after.version(), settings.toString())),
        changes);
  }

  @Test
  void aCalendarThatIsExportedAnewAndSaysTheSameIsNoOtherRules() throws IOException {
    var book = inForce();
    var before = book.current();
    var again = NIGHT.replace("BEGIN:VEVENT", "BEGIN:VEVENT\nDTSTAMP:20260102T030405Z");
    assertNotEquals(NIGHT, again);
    Files.writeString(calendar, again);
    assertEquals(before.version(), book.refreshed().version());
    assertEquals(1, changes.size(), changes.toString());
  }

  @Test
  void aCalendarWithAMistakeIsRefusedOnceAndTheLastGoodOneStays() throws IOException {
    Files.writeString(calendar, NOON);
    var book = inForce();
    var before = book.current();
    Files.writeString(calendar, NOON.replace("PT2H", "two hours"));
    book.refreshed();
    assertEquals(1, changes.size(), "somebody may still be writing");
    for (int look = 0; look < 3; look++) {
      book.refreshed();
    }
    assertEquals(2, changes.size(), changes.toString());
    var refused = assertInstanceOf(Refused.class, changes.get(1));
    assertEquals(before.version(), refused.versionInForce());
    assertTrue(refused.reason().contains("night.ics: line 5: DURATION is not"), refused.reason());
    assertEquals(1, book.unreadableCalendars());
    assertNotNull(book.current().freezes().inForce(PRODUCTION, START));
  }

  @Test
  void whereTheOldOneIsBackTheSameMistakeIsNewsAgain() throws IOException {
    var book = inForce();
    for (var time = 1; time <= 2; time++) {
      Files.writeString(calendar, NIGHT.replace("PT8H", "eight hours"));
      book.refreshed();
      book.refreshed();
      Files.writeString(calendar, NIGHT);
      book.refreshed();
    }
    assertEquals(
        List.of(Loaded.class, Refused.class, PutRight.class, Refused.class, PutRight.class),
        changes.stream().<Class<?>>map(Object::getClass).toList());
  }

  @Test
  void afterAWhileProductionIsFrozenUntilItCanBeReadAgain() throws IOException {
    var book = inForce();
    Files.delete(calendar);
    book.refreshed();
    book.refreshed();
    var frozen = START.plus(Duration.ofHours(24));
    var freezes = book.refreshed().freezes();
    assertNull(freezes.inForce(PRODUCTION, frozen.minusMillis(1)));
    assertNotNull(freezes.inForce(PRODUCTION, frozen));
    assertNull(freezes.inForce(TEST, frozen));
    assertEquals(
        frozen,
        assertNotNullAnd(freezes.next(PRODUCTION, frozen.minusSeconds(9), frozen.plusSeconds(9)))
            .at());
    watch.now = frozen;
    Files.writeString(calendar, NIGHT);
    var again = book.refreshed();
    assertNull(again.freezes().inForce(PRODUCTION, frozen));
    assertEquals(0, book.unreadableCalendars());
  }

  private static <T> T assertNotNullAnd(@org.jspecify.annotations.Nullable T value) {
    assertNotNull(value);
    return value;
  }

  @Test
  void withACalendarThatIsNotThereAtTheStartProductionIsFrozenAtOnce() throws IOException {
    Files.delete(calendar);
    var book = inForce();
    assertNotNull(book.current().freezes().inForce(PRODUCTION, START));
    assertNull(book.current().freezes().inForce(TEST, START));
    Files.writeString(calendar, NIGHT);
    assertNull(book.refreshed().freezes().inForce(PRODUCTION, START));
  }

  @Test
  void settingsThatNameACalendarThatIsNotThereAreRefusedAsAWhole() throws IOException {
    var book = inForce();
    var before = book.current();
    name("nigth.ics");
    book.refreshed();
    book.refreshed();
    assertEquals(before.version(), book.current().version());
    var refused = assertInstanceOf(Refused.class, changes.get(1));
    assertEquals(
        "freezes[0].calendar: nigth.ics: the file cannot be read",
        refused.reason().replaceFirst("^settings\\.yaml:\\d+: ", ""));
  }

  private void name(String file) throws IOException {
    var packaged = new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);
    Files.writeString(
        settings,
        packaged.replace(
            "freezes: []",
            "freezes:\n  - title: Night\n    calendar: %s\n    waiting: start-after"
                .formatted(file)));
  }

  private static String calendar(String event) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n" + event + "\nEND:VEVENT\nEND:VCALENDAR\n";
  }

  private RulebookInForce inForce() {
    return new RulebookInForce(READER, settings, changes::add, watch);
  }
}
