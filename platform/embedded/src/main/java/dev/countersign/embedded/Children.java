package dev.countersign.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The children that run now; the last one started is the first to be stopped when this process
 * ends.
 */
final class Children {
  private static final Deque<ChildProcess> RUNNING = new ArrayDeque<>();

  private static final List<Runnable> AFTERWARDS = new ArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::stopAll, "stop-children"));
  }

  private Children() {}

  static synchronized void add(ChildProcess child) {
    RUNNING.remove(child);
    RUNNING.push(child);
  }

  static synchronized void remove(ChildProcess child) {
    RUNNING.remove(child);
  }

  /** What is left to do when no child runs any more. */
  static synchronized void afterwards(Runnable act) {
    AFTERWARDS.add(act);
  }

  private static void stopAll() {
    ArrayList<ChildProcess> all;
    ArrayList<Runnable> rest;
    synchronized (Children.class) {
      all = new ArrayList<>(RUNNING);
      rest = new ArrayList<>(AFTERWARDS);
    }
    all.forEach(ChildProcess::stop);
    rest.forEach(Runnable::run);
  }
}
