package dev.countersign.executor.clock;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The database's time, asked for with every renewal of the lease. */
@Singleton
public class DatabaseClock implements InstantSource {
  private final LongSupplier nanoTime;
  private volatile Anchor anchor;

  private record Anchor(Instant time, long nanos) {}

  @Inject
  DatabaseClock() {
    this(Clock.systemUTC().instant(), System::nanoTime);
  }

  /**
   * @param first the time as long as the database has not said it
   * @param nanoTime monotonic
   */
  public DatabaseClock(Instant first, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.anchor = new Anchor(first, nanoTime.getAsLong());
  }

  /**
   * The database said this, some time between being asked and now.
   *
   * @param asked monotonic time before it was asked
   */
  public synchronized void set(Instant databaseTime, long asked) {
    var now = nanoTime.getAsLong();
    var latest = databaseTime.plusNanos(now - asked);
    var here = instant();
    // Within the time that the answer took nothing is known better than here: following a slow
    // answer would set the clock back by as much as it was slow.
    if (here.isBefore(databaseTime) || here.isAfter(latest)) {
      anchor = new Anchor(databaseTime.plusNanos((now - asked) / 2), now);
    }
  }

  @Override
  public Instant instant() {
    var since = anchor;
    return since.time().plusNanos(nanoTime.getAsLong() - since.nanos());
  }
}
