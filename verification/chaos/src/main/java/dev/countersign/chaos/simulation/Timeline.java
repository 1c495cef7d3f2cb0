package dev.countersign.chaos.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: what is due next happens next, and time jumps there. */
final class Timeline {
  private record Task(Instant due, long order, Runnable action) {}

  private final PriorityQueue<Task> agenda =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long order;
  private long steps;

  Instant now() {
    return now;
  }

  long steps() {
    return steps;
  }

  void in(Duration pause, Runnable action) {
    agenda.add(new Task(now.plus(pause), order++, action));
  }

  void step() {
    var task = agenda.remove();
    now = task.due();
    steps++;
    task.action().run();
  }
}
