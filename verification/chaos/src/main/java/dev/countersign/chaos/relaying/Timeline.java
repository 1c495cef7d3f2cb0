package dev.countersign.chaos.relaying;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: what is due next happens next, and time jumps there. */
final class Timeline {
  private record Task(long due, long order, Runnable action) {}

  private final PriorityQueue<Task> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private long now;
  private long order;
  private long steps;

  /** Nanoseconds since the beginning. */
  long now() {
    return now;
  }

  long steps() {
    return steps;
  }

  void in(Duration pause, Runnable action) {
    at(now + pause.toNanos(), action);
  }

  void at(long when, Runnable action) {
    agenda.add(new Task(Math.max(now, when), order++, action));
  }

  void step() {
    var task = agenda.remove();
    now = task.due();
    steps++;
    task.action().run();
  }
}
