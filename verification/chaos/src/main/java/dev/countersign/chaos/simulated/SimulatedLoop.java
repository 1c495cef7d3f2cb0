package dev.countersign.chaos.simulated;

import dev.countersign.chassis.loop.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** The thread of one process, which can be stopped, and which ends with it. */
public final class SimulatedLoop implements Loop {
  private static final Duration TURN = Duration.ofNanos(50_000);

  private final Timeline timeline;
  private final Chance chance;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private long stoppedUntil;
  private boolean turning;
  private boolean dead;

  public SimulatedLoop(Timeline timeline, Chance chance) {
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
  public void beside(Runnable task) {
    if (isStopped()) {
      timeline.at(stoppedUntil, () -> beside(task));
    } else if (!dead) {
      task.run();
    }
  }

  /** Nothing of this process runs for so long. */
  public void stopFor(Duration time) {
    stoppedUntil = Math.max(stoppedUntil, timeline.now() + time.toNanos());
  }

  /** Ends a stop. */
  public void goOn() {
    stoppedUntil = timeline.now();
  }

  /** Whether nothing of it runs now. */
  public boolean isStopped() {
    return timeline.now() < stoppedUntil;
  }

  /** Whether it is no more. */
  public boolean isDead() {
    return dead;
  }

  /** Nothing of it ever runs again. */
  public void die() {
    dead = true;
    tasks.clear();
  }
}
