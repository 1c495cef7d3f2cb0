package dev.countersign.simulator.rds;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.simulator.wire.AwsError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

  @ParameterizedTest
  @CsvSource({
    "03:00-04:00, sun:04:30-sun:05:00",
    "04:00-04:30, sun:04:30-sun:05:00",
    "05:00-05:30, sun:04:30-sun:05:00",
    "23:45-00:15, mon:00:15-mon:00:45",
    "01:00-01:30, sun:23:30-mon:00:30",
  })
  void windowsThatKeepApartAreTaken(String backup, String maintenance) {
    assertDoesNotThrow(() -> Windows.checkBackup(backup, maintenance));
  }

  @ParameterizedTest
  @CsvSource({
    "04:00-04:31, sun:04:30-sun:05:00",
    "04:40-05:40, wed:04:30-wed:05:00",
    "23:45-00:20, mon:00:15-mon:00:45",
    "00:00-00:30, sun:23:30-mon:00:30",
    "23:00-23:45, sun:23:30-mon:00:30",
    "12:00-12:30, fri:11:00-sat:10:00",
  })
  void windowsThatOverlapAreRefusedAlsoAroundMidnightAndTheWeeksEnd(
      String backup, String maintenance) {
    var refusal = assertThrows(AwsError.class, () -> Windows.checkBackup(backup, maintenance));
    assertEquals("The backup window and maintenance window must not overlap.", refusal.text());
  }

  @ParameterizedTest
  @CsvSource({"25:00-04:00", "03:00", "3:00-4:00", "03:00-03:29", "03:00-03:00", "03:60-04:00"})
  void windowsThatAreNoneAreRefused(String backup) {
    assertEquals(
        "InvalidParameterValue",
        assertThrows(AwsError.class, () -> Windows.checkBackup(backup, "sun:04:30-sun:05:00"))
            .code());
  }
}
