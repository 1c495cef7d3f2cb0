package dev.countersign.contracts.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyWindowTest {
  @Test
  void whatIsWrittenIsReadBack() {
    assertEquals("03:00-04:05", window("03:00-04:05").toString());
    assertEquals("00:00-23:59", window("00:00-23:59").toString());
  }

  @Test
  void aWindowMayCrossMidnight() {
    assertEquals(Duration.ofMinutes(30), window("23:45-00:15").length());
    assertEquals(23 * 60 + 45, window("23:45-00:15").startMinute());
  }

  @Test
  void aWindowThatEndsWhenItStartsHasNoLength() {
    assertEquals(Duration.ZERO, window("03:00-03:00").length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "03:00",
        "3:00-04:00",
        "03:00-24:00",
        "25:00-04:00",
        "03:60-04:00",
        "03:00 - 04:00",
        "03:00-04:00\n",
        "٠٣:00-04:00"
      })
  void anythingElseIsNoWindow(String text) {
    assertTrue(DailyWindow.parse(text).isEmpty());
  }

  private static DailyWindow window(String text) {
    return DailyWindow.parse(text).orElseThrow();
  }
}
