package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.DailyWindow;
import org.junit.jupiter.api.Test;

class WeeklyWindowTest {
  @Test
  void aDailyWindowMeetsTheWeeklyOneOnItsDay() {
    assertOverlap(true, "sun:03:30-sun:04:30", "03:00-04:00");
    assertOverlap(true, "sun:03:30-sun:04:30", "04:29-05:29");
    assertOverlap(true, "wed:00:00-wed:08:00", "03:00-04:00");
    assertOverlap(true, "wed:03:10-wed:03:40", "03:00-04:00");
  }

  @Test
  void windowsThatOnlyTouchDoNotOverlap() {
    assertOverlap(false, "sun:04:00-sun:04:30", "03:00-04:00");
    assertOverlap(false, "sun:02:00-sun:03:00", "03:00-04:00");
  }

  @Test
  void bothMayCrossMidnightAndTheWeeksEnd() {
    assertOverlap(true, "sun:23:45-mon:00:15", "00:00-00:30");
    assertOverlap(true, "mon:00:00-mon:00:30", "23:45-00:15");
    assertOverlap(true, "sat:23:30-sun:00:30", "23:45-00:15");
    assertOverlap(false, "sun:23:45-mon:00:15", "00:15-00:45");
  }

  @Test
  void whatRdsDoesNotWriteIsNoWindow() {
    assertTrue(WeeklyWindow.parse("03:00-04:00").isEmpty());
    assertTrue(WeeklyWindow.parse("xxx:03:00-xxx:04:00").isEmpty());
  }

  private static void assertOverlap(boolean expected, String weekly, String daily) {
    assertEquals(
        expected,
        WeeklyWindow.parse(weekly).orElseThrow().overlaps(DailyWindow.parse(daily).orElseThrow()),
        weekly + " and " + daily);
  }
}
