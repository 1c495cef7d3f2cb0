package dev.countersign.executor.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
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
  void replicasTogetherKeepToTheBudgetOfOne() {
    for (var replicas : new int[] {1, 2, 3, 12}) {
      var sent = 0;
      for (var replica = 0; replica < replicas; replica++) {
        var bucket = new TokenBucket(50, 200, 0);
        bucket.share(replicas);
        // As busy as it can be, for ten seconds after a rest.
        for (var due = bucket.reserve(5 * SECOND);
            due <= 10 * SECOND;
            due = bucket.reserve(5 * SECOND)) {
          sent++;
        }
      }
      assertTrue(sent <= 200 + 10 * 50, replicas + " replicas sent " + sent);
      assertTrue(sent >= (200 + 10 * 50) * 0.9, replicas + " replicas sent " + sent);
    }
  }

  @Test
  void whoIsLeftTakesThePartOfWhoLeft() {
    var bucket = new TokenBucket(50, 200, 0);
    bucket.share(2);
    assertEquals(25, bucket.rate());
    bucket.throttled(0);
    bucket.share(1);
    assertEquals(25, bucket.rate(), "what throttling took away stays away");
  }

  @Test
  void whoCannotRenewItsLeaseTakesLittle() {
    var now = new AtomicLong();
    var replicas = new Replicas(Duration.ofSeconds(5), now::get);
    replicas.counted(3, 0);
    assertEquals(3, replicas.sharers());
    now.set(6 * SECOND);
    assertEquals(30, replicas.sharers(), "the others count it no more");
    replicas.counted(4, 6 * SECOND);
    assertEquals(4, replicas.sharers());
  }

  @Test
  void whoseTurnIsTooFarAwayHearsItAtOnceAndTakesNone() {
    // One call in 1,000 s.
    var pace = new Pace(0.001, 1, new Replicas(Duration.ofSeconds(5), System::nanoTime));
    var soon = Duration.ofSeconds(30);
    assertTrue(pace.turn(soon).isDone());
    var refused = pace.turn(soon);
    var fault = assertThrows(CompletionException.class, refused::join).getCause();
    assertInstanceOf(TurnTooFar.class, fault);
    assertTrue(pace.tokens() > -0.5, "it has taken no turn: " + pace.tokens());
    assertFalse(pace.turn(Pace.FOR_EVER).isDone(), "whoever can wait does");
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
