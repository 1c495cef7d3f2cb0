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

  /** The database said this just now. */
  public synchronized void set(Instant databaseTime) {
    var here = anchor.now();
    // A little behind is only the time that the answer took; going back for it would gain nothing.
    var slow = here.isAfter(databaseTime) && here.isBefore(databaseTime.plusMillis(100));
    if (!slow) {
      anchor = new Anchor(databaseTime, System.nanoTime());
    }
  }

  @Override
  public Instant instant() {
    return anchor.now();
  }
}
