package dev.countersign.local.run;

import dev.countersign.embedded.ChildFailed;
import dev.countersign.embedded.ChildProcess;
import java.time.Duration;
import java.util.function.Consumer;

/** Starts a process again whenever it dies: soon at first, more slowly when it keeps dying. */
final class Keeper implements Runnable {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Whoever has lived this long has recovered. */
  private static final Duration RECOVERED = Duration.ofSeconds(30);

  private final ChildProcess child;
  private final Consumer<String> report;
  private final Runnable changed;
  private volatile int restarts;
  private volatile boolean ending;

  Keeper(ChildProcess child, Consumer<String> report, Runnable changed) {
    this.child = child;
    this.report = report;
    this.changed = changed;
  }

  ChildProcess child() {
    return child;
  }

  int restarts() {
    return restarts;
  }

  /** From now on its end is wanted. */
  void letGo() {
    ending = true;
  }

  @Override
  public void run() {
    var wait = FIRST;
    while (!ending) {
      long since = System.nanoTime();
      var ended = child.exit().join();
      if (ending) {
        return;
      }
      if (System.nanoTime() - since > RECOVERED.toNanos()) {
        wait = FIRST;
      }
      report.accept(child.name() + " ended with " + ended.exitValue() + "; starting it again");
      if (!slept(wait) || ending) {
        return;
      }
      wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
      restart();
    }
  }

  private void restart() {
    try {
      restarts++;
      child.launch();
      changed.run();
      child.awaitReady();
      report.accept(child.name() + " is back as " + child.pid());
    } catch (ChildFailed failed) {
      report.accept(String.valueOf(failed.getMessage()));
    }
  }

  private static boolean slept(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
