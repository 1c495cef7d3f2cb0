package dev.countersign.executor.clock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private final DatabaseClock clock = new DatabaseClock();

  @Test
  void aSlowAnswerDoesNotSetTheClockBack() {
    var before = clock.instant();
    clock.set(before.minusSeconds(5), System.nanoTime() - Duration.ofSeconds(6).toNanos());
    assertFalse(clock.instant().isBefore(before));
  }

  @Test
  void aDatabaseWithAnotherTimeIsFollowed() {
    var then = Instant.parse("2030-01-01T00:00:00Z");
    clock.set(then, System.nanoTime());
    assertTrue(Duration.between(then, clock.instant()).toMinutes() < 10);
    clock.set(then.minusSeconds(3600), System.nanoTime());
    assertTrue(clock.instant().isBefore(then));
  }
}
