package dev.countersign.executor.pace;

import dev.countersign.executor.ExecutorSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many executors share the budget of an account and region: those whose lease holds. A process
 * that could not renew its own is not counted by the others, so until it knows better it takes a
 * fraction of its part and no more.
 */
@Singleton
public final class Replicas {
  private static final int UNCOUNTED = 10;

  private final Duration lease;
  private final LongSupplier nanoTime;
  private int last = 1;
  private long counted;

  @Inject
  Replicas(ExecutorSettings settings) {
    this(settings.lease(), System::nanoTime);
  }

  /**
   * @param nanoTime monotonic
   */
  public Replicas(Duration lease, LongSupplier nanoTime) {
    this.lease = lease;
    this.nanoTime = nanoTime;
    this.counted = nanoTime.getAsLong();
  }

  /**
   * The database counted them when the lease was renewed.
   *
   * @param replicas with this one
   * @param asked {@link System#nanoTime} before the database was asked: the lease is no longer
   */
  public synchronized void counted(int replicas, long asked) {
    last = Math.max(1, replicas);
    counted = asked;
  }

  /** By how much this process divides each budget now. */
  public synchronized int sharers() {
    return nanoTime.getAsLong() - counted > lease.toNanos() ? last * UNCOUNTED : last;
  }
}
