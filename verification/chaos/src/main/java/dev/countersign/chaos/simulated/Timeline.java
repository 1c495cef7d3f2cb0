package dev.countersign.chaos.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: what is due next happens next, and time jumps there. */
public final class Timeline {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private record Task(long due, long order, Runnable action) {}

  private final PriorityQueue<Task> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private long now;
  private long order;
  private long steps;

  /** Nanoseconds since the beginning. */
  public long now() {
    return now;
  }

  /** The same as a time of day. */
  public Instant time() {
    return BEGINNING.plusNanos(now);
  }

  /** How many things have happened. */
  public long steps() {
    return steps;
  }

  /** Has it happen after so long. */
  public void in(Duration pause, Runnable action) {
    at(now + pause.toNanos(), action);
  }

  /** Has it happen then, or now where that is past. */
  public void at(long when, Runnable action) {
    agenda.add(new Task(Math.max(now, when), order++, action));
  }

  /** What is due next happens. */
  public void step() {
    var task = agenda.remove();
    now = task.due();
    steps++;
    task.action().run();
  }
}
