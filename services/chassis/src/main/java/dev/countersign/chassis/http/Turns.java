package dev.countersign.chassis.http;

import java.util.ArrayDeque;
import java.util.Queue;

/** So many have their turn at once, some more wait for theirs, and one more is sent away. */
final class Turns {
  private final int most;
  private final int mostWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int underway;

  Turns(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /** Runs it when it is its turn, which may be now; false when too many wait already. */
  boolean take(Runnable begin) {
    synchronized (this) {
      if (underway >= most) {
        return waiting.size() < mostWaiting && waiting.add(begin);
      }
      underway++;
    }
    begin.run();
    return true;
  }

  /** Whether it was still waiting; it does not wait any more. */
  synchronized boolean giveUp(Runnable begin) {
    return waiting.remove(begin);
  }

  /** Ends a turn, which goes to whoever has waited longest. */
  void end() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        underway--;
        return;
      }
    }
    next.run();
  }
}
