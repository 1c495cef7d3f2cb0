package dev.countersign.chaos.relaying;

import dev.countersign.relay.publishing.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** The thread of one process, which can be stopped, and which ends with it. */
final class SimulatedLoop implements Loop {
  private static final Duration TURN = Duration.ofNanos(50_000);

  private final Timeline timeline;
  private final Chance chance;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private long stoppedUntil;
  private boolean turning;
  private boolean dead;

  SimulatedLoop(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.chance = chance;
  }

  @Override
  public void execute(Runnable task) {
    if (!dead) {
      tasks.add(task);
      turnSoon();
    }
  }

  @Override
  public void after(Duration pause, Runnable task) {
    timeline.in(pause, () -> execute(task));
  }

  @Override
  public long nanos() {
    return timeline.now();
  }

  private void turnSoon() {
    if (!turning && !tasks.isEmpty()) {
      turning = true;
      timeline.at(Math.max(stoppedUntil, timeline.now() + chance.upTo(TURN).toNanos()), this::turn);
    }
  }

  private void turn() {
    turning = false;
    if (dead) {
      return;
    }
    if (!isStopped()) {
      tasks.remove().run();
    }
    turnSoon();
  }

  /** Runs it on another thread of this process: now, or once the process goes on. */
  void beside(Runnable task) {
    if (isStopped()) {
      timeline.at(stoppedUntil, () -> beside(task));
    } else if (!dead) {
      task.run();
    }
  }

  /** Nothing of this process runs for so long. */
  void stopFor(Duration time) {
    stoppedUntil = Math.max(stoppedUntil, timeline.now() + time.toNanos());
  }

  void goOn() {
    stoppedUntil = timeline.now();
  }

  boolean isStopped() {
    return timeline.now() < stoppedUntil;
  }

  boolean isDead() {
    return dead;
  }

  void die() {
    dead = true;
    tasks.clear();
  }
}
