package dev.countersign.executor.pace;

import dev.countersign.provider.CircuitOpen;
import dev.countersign.provider.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The pace of all calls to one account in one region. */
public final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  /** For whatever is of use whenever it comes. */
  public static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private final TokenBucket bucket;
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final Replicas replicas;
  private int sharers = 1;

  /**
   * @param perSecond the budget of all replicas together
   * @param burst likewise
   * @param replicas who they are
   */
  public Pace(double perSecond, int burst, Replicas replicas) {
    this.bucket = new TokenBucket(perSecond, burst, System.nanoTime());
    this.replicas = replicas;
    share();
  }

  /**
   * Completes when a call may be made; fails with {@link CircuitOpen} when none may. Where that
   * would be later than so long from now, it fails at once with {@link TurnTooFar}, and takes no
   * turn.
   */
  public CompletableFuture<Void> turn(Duration longest) {
    long wait;
    synchronized (this) {
      var now = System.nanoTime();
      share();
      if (bucket.waiting(now) > longest.toNanos()) {
        return CompletableFuture.failedFuture(new TurnTooFar());
      }
      // Asked last: half open, it counts on the one call that it admits.
      if (!breaker.admits(now)) {
        return CompletableFuture.failedFuture(new CircuitOpen());
      }
      wait = bucket.reserve(now);
    }
    return wait == 0
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run));
  }

  /** Replicas come and go. */
  private void share() {
    var now = replicas.sharers();
    if (now != sharers) {
      sharers = now;
      bucket.share(now);
    }
  }

  /** Learns from a call. */
  public synchronized void learn(Outcome outcome) {
    switch (outcome) {
      case ANSWERED -> {
        breaker.answered();
        bucket.succeeded();
      }
      case THROTTLED -> {
        breaker.answered();
        bucket.throttled(System.nanoTime());
      }
      case FAILED -> breaker.failed(System.nanoTime());
    }
  }

  /** How long a number of calls takes at the present rate. */
  public synchronized Duration timeFor(int calls) {
    return Duration.ofNanos((long) (calls * NANOS_PER_SECOND / bucket.rate()));
  }

  /** Calls per second that are allowed now. */
  public synchronized double rate() {
    return bucket.rate();
  }

  /** How many calls may go at once now; below zero, how many wait for their turn. */
  public synchronized double tokens() {
    return bucket.tokens(System.nanoTime());
  }

  /** 0 closed, 1 half open, 2 open. */
  public synchronized int breaker() {
    return switch (breaker.state()) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
