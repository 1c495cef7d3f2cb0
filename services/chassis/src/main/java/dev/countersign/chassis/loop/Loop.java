package dev.countersign.chassis.loop;

import java.time.Duration;

/** Runs one task at a time, each to its end. */
public interface Loop {
  /**
   * Runs it after everything that was handed in before. Any thread may call; never runs it here.
   */
  void execute(Runnable task);

  /** Runs it after so long, unless the loop has ended by then. */
  void after(Duration pause, Runnable task);

  /** Monotonic time. */
  long nanos();
}
