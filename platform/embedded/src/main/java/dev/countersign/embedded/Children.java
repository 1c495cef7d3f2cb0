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

  private static final List<Runnable> BEFOREHAND = new ArrayList<>();
  private static final List<Runnable> AFTERWARDS = new ArrayList<>();

  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::stopAll, "stop-children"));
  }

  private Children() {}

  /** False where this process is ending: then the child must not stay. */
  static synchronized boolean add(ChildProcess child) {
    RUNNING.remove(child);
    RUNNING.push(child);
    return !ending;
  }

  static synchronized void remove(ChildProcess child) {
    RUNNING.remove(child);
  }

  /** What has to be done while all children still run. */
  static synchronized void beforehand(Runnable act) {
    BEFOREHAND.add(act);
  }

  /** What is left to do when no child runs any more. */
  static synchronized void afterwards(Runnable act) {
    AFTERWARDS.add(act);
  }

  private static void stopAll() {
    ArrayList<Runnable> first;
    synchronized (Children.class) {
      ending = true;
      first = new ArrayList<>(BEFOREHAND);
    }
    first.forEach(Runnable::run);
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
