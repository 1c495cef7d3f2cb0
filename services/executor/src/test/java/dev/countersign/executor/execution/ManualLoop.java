package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Time passes when the test lets it. */
final class ManualLoop implements Loop {
  private record Timer(long due, long order, Runnable task) {}

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
  private long nanos;
  private long order;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void after(Duration pause, Runnable task) {
    timers.add(new Timer(nanos + pause.toNanos(), order++, task));
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Everything that is due within this time happens, each at its moment. */
  void pass(Duration time) {
    var end = nanos + time.toNanos();
    run();
    while (!timers.isEmpty() && timers.peek().due() <= end) {
      var next = timers.remove();
      nanos = Math.max(nanos, next.due());
      tasks.add(next.task());
      run();
    }
    nanos = end;
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }
}
