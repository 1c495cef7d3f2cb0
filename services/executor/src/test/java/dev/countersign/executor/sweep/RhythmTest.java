package dev.countersign.executor.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls grow with accounts, not with operations. */
class RhythmTest {
  @Test
  void fewOperationsAreLookedAtAsSoonAsTheyWant() {
    var now = System.nanoTime();
    var rhythm = new Rhythm(calls -> Duration.ofMillis(calls), now);
    rhythm.begins(now, 3);
    assertEquals(now, rhythm.notBefore(now, 3));
  }

  @Test
  void theMoreThereAreTheLongerARoundWaitsForOthersButNotForEver() {
    var now = System.nanoTime();
    var rhythm = new Rhythm(calls -> Duration.ofMillis(calls), now);
    rhythm.begins(now, 100);
    var hundred = rhythm.notBefore(now, 100) - now;
    assertTrue(hundred > Duration.ofMillis(200).toNanos(), () -> "waited " + hundred);
    assertEquals(Duration.ofSeconds(2).toNanos(), rhythm.notBefore(now, 100_000) - now);
  }

  @Test
  void aSlowAccountKeepsRoomForCallsThatDoSomething() {
    // Two calls a second, and ten pages to look at.
    var now = System.nanoTime();
    var rhythm = new Rhythm(calls -> Duration.ofMillis(500L * calls), now);
    rhythm.begins(now, 1000);
    assertEquals(Duration.ofSeconds(10).toNanos(), rhythm.notBefore(now, 1000) - now);
  }

  @Test
  void whoWantsToLookLaterLooksLater() {
    var now = System.nanoTime();
    var rhythm = new Rhythm(calls -> Duration.ZERO, now);
    rhythm.begins(now, 1);
    var later = now + Duration.ofMinutes(1).toNanos();
    assertEquals(later, rhythm.notBefore(later, 1));
  }
}
