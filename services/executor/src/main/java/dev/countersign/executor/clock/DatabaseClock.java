package dev.countersign.executor.clock;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The database's time, asked for with every renewal of the lease. */
@Singleton
public class DatabaseClock implements InstantSource {
  private volatile Anchor anchor = new Anchor(Clock.systemUTC().instant(), System.nanoTime());

  private record Anchor(Instant time, long nanos) {
    Instant now() {
      return time.plusNanos(System.nanoTime() - nanos);
    }
  }

  /**
   * The database said this, some time between being asked and now.
   *
   * @param asked {@link System#nanoTime} before it was asked
   */
  public synchronized void set(Instant databaseTime, long asked) {
    var now = System.nanoTime();
    var latest = databaseTime.plusNanos(now - asked);
    var here = anchor.now();
    // Within the time that the answer took nothing is known better than here: following a slow
    // answer would set the clock back by as much as it was slow.
    if (here.isBefore(databaseTime) || here.isAfter(latest)) {
      anchor = new Anchor(databaseTime.plusNanos((now - asked) / 2), now);
    }
  }

  @Override
  public Instant instant() {
    return anchor.now();
  }
}
