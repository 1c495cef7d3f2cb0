package dev.countersign.contracts.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @Test
  void aTimeIsShownWithMillisecondsWhateverItHas() {
    assertEquals("2026-05-01T08:00:00.000Z", Times.text(Instant.parse("2026-05-01T08:00:00Z")));
    assertEquals(
        "2026-05-01T08:00:00.123Z", Times.text(Instant.parse("2026-05-01T08:00:00.123999Z")));
  }

  @Test
  void anOffsetIsRead() {
    assertEquals(Instant.parse("2026-05-01T08:00:00Z"), Times.parse("2026-05-01T10:00:00+02:00"));
    assertEquals(
        Instant.parse("2026-05-01T08:00:00Z"),
        Json.read("{\"at\":\"2026-05-01T08:00:00Z\"}", Timed.class).at());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+999999999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
  void aYearThatNoDatabaseHasIsRefused(String text) {
    assertThrows(DateTimeException.class, () -> Times.parse(text));
    assertThrows(UnreadableJson.class, () -> Json.read("{\"at\":\"" + text + "\"}", Timed.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "1.5", "true", "[]", "{}", "\"\"", "\"5\""})
  void whatIsNoTextOfATimeIsRefused(String json) {
    assertThrows(UnreadableJson.class, () -> Json.read("{\"at\":" + json + "}", Timed.class));
  }

  private record Timed(Instant at) {}
}
