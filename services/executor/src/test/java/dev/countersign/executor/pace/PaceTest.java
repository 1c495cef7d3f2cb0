package dev.countersign.executor.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void theBurstGoesAtOnceAndTheRestAtTheRate() {
    var bucket = new TokenBucket(10, 3, 0);
    assertEquals(0, bucket.reserve(0));
    assertEquals(0, bucket.reserve(0));
    assertEquals(0, bucket.reserve(0));
    assertEquals(SECOND / 10, bucket.reserve(0));
    assertEquals(SECOND / 5, bucket.reserve(0));
  }

  @Test
  void throttlingHalvesTheRateAndSuccessBringsItBack() {
    var bucket = new TokenBucket(10, 3, 0);
    bucket.throttled(0);
    assertEquals(5, bucket.rate());
    for (var n = 0; n < 100; n++) {
      bucket.succeeded();
    }
    assertEquals(10, bucket.rate());
  }

  @Test
  void theRateNeverFallsToNothing() {
    var bucket = new TokenBucket(10, 3, 0);
    for (var n = 0; n < 100; n++) {
      bucket.throttled(0);
    }
    assertTrue(bucket.rate() > 0);
  }

  @Test
  void theBreakerOpensAfterFailuresAndTriesWithOneCall() {
    var breaker = new CircuitBreaker();
    for (var n = 0; n < 8; n++) {
      assertTrue(breaker.admits(0));
      breaker.failed(0);
    }
    assertFalse(breaker.admits(SECOND));
    assertTrue(breaker.admits(2 * SECOND));
    assertFalse(breaker.admits(2 * SECOND), "one call at a time");
    breaker.answered();
    assertTrue(breaker.admits(2 * SECOND));
  }

  @Test
  void aTryThatFailsOpensTheBreakerAgain() {
    var breaker = new CircuitBreaker();
    for (var n = 0; n < 8; n++) {
      breaker.failed(0);
    }
    assertTrue(breaker.admits(2 * SECOND));
    breaker.failed(2 * SECOND);
    assertEquals(CircuitBreaker.State.OPEN, breaker.state());
    assertFalse(breaker.admits(3 * SECOND));
  }
}
