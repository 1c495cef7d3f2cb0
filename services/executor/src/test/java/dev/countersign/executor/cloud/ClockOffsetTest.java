package dev.countersign.executor.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final Instant TEN = Instant.parse("2026-01-02T10:00:00Z");

  @Test
  void oneAnswerTellsTheOffsetToASecondAndItsTravelTime() {
    var offset = ClockOffset.of(TEN.plusMillis(400), TEN, TEN.plusMillis(500));
    assertEquals(new ClockOffset(Duration.ofMillis(-500), Duration.ofMillis(600)), offset);
    assertEquals(Duration.ZERO, offset.skew());
  }

  @Test
  void moreAnswersTellItCloser() {
    var offset =
        ClockOffset.of(TEN.plusMillis(400), TEN, TEN.plusMillis(500))
            .and(ClockOffset.of(TEN.plusMillis(920), TEN.plusSeconds(1), TEN.plusMillis(980)));
    assertEquals(new ClockOffset(Duration.ofMillis(20), Duration.ofMillis(600)), offset);
  }

  @Test
  void aClockThatWasSetIsBelievedAtOnce() {
    var agreed = ClockOffset.of(TEN, TEN, TEN.plusMillis(100));
    var set = ClockOffset.of(TEN, TEN.plusSeconds(30), TEN.plusMillis(100));
    assertEquals(set, agreed.and(set));
    assertEquals(agreed, set.and(agreed));
    assertEquals(Duration.ofMillis(29_900), set.skew());
    var behind = ClockOffset.of(TEN, TEN.minusSeconds(30), TEN.plusMillis(100));
    assertEquals(Duration.ofSeconds(-29), behind.skew());
  }
}
