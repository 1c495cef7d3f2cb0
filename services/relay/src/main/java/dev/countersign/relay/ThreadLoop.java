package dev.countersign.relay;

import dev.countersign.chassis.loop.Loop;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The relay's loop: one thread. */
final class ThreadLoop implements Loop {
  private final ScheduledThreadPoolExecutor thread;

  ThreadLoop(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name(name).factory(),
            // Whoever has still something to say after the end: it is on record.
            new ScheduledThreadPoolExecutor.DiscardPolicy());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void after(Duration pause, Runnable task) {
    // What it answers is a future that nobody looks at: tasks keep their faults to themselves.
    var _ = thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /** Ends what runs, and runs nothing any more. */
  void end() {
    thread.shutdownNow();
  }
}
