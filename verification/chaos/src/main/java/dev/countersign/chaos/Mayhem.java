package dev.countersign.chaos;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Kills processes of the platform, or stops them for a while, one after the other. */
final class Mayhem {
  /** The executor has the most to lose. */
  private static final List<String> VICTIMS =
      List.of(
          "executor",
          "executor",
          "executor",
          "gateway",
          "policy",
          "audit",
          "broker",
          "postgres",
          "simulator");

  private static final long LONGEST_PAUSE_MS = 20_000;

  // Longer than the relay waits for the broker before it sends again by another producer.
  private static final long FREEZE_MS = 40_000;

  // Not for ever: an executor that keeps dying at its crash points is hardly ever ready.
  private static final long LONGEST_WAIT_MS = 20_000;

  private final Processes processes;
  private final PrintStream out;
  private final SplittableRandom random;
  private int done;
  private int freezes;

  Mayhem(Processes processes, long seed, PrintStream out) {
    this.processes = processes;
    this.random = new SplittableRandom(seed ^ 0x6b696c6cL);
    this.out = out;
  }

  int done() {
    return done;
  }

  /** How often the broker stood still under load. */
  int freezes() {
    return freezes;
  }

  /** This many, spread over at least this time; after that nobody is left stopped. */
  void rage(int kills, long seconds, long deadlineNanos) throws Exception {
    var each = Math.max(200, TimeUnit.SECONDS.toMillis(seconds) / Math.max(1, kills));
    while (done < kills && System.nanoTime() - deadlineNanos < 0) {
      TimeUnit.MILLISECONDS.sleep(each / 2 + random.nextLong(each));
      strike(VICTIMS.get(random.nextInt(VICTIMS.size())));
      // Mostly the next trouble finds it recovered; at times it does not.
      if (random.nextInt(3) > 0) {
        waitUntilReady(deadlineNanos);
      }
    }
  }

  /** The broker stands still past every delivery timeout, while requests come in all at once. */
  void freezeBroker(Runnable surge, long deadlineNanos) throws Exception {
    for (var pid : processes.pids("broker")) {
      done++;
      out.println("  " + done + ": broker stopped for " + FREEZE_MS + " ms under load");
      signal("STOP", pid);
      freezes++;
      try {
        surge.run();
        TimeUnit.MILLISECONDS.sleep(FREEZE_MS);
      } finally {
        signal("CONT", pid);
      }
    }
    waitUntilReady(deadlineNanos);
  }

  private void strike(String victim) throws Exception {
    var kill = random.nextInt(5) < 3;
    var pause = random.nextLong(500, LONGEST_PAUSE_MS);
    for (var pid : processes.pids(victim)) {
      done++;
      if (kill) {
        out.println("  " + done + ": kill -9 " + victim);
        signal("KILL", pid);
      } else {
        out.println("  " + done + ": " + victim + " stopped for " + pause + " ms");
        stop(pid, pause);
      }
    }
  }

  private static void stop(long pid, long millis) throws Exception {
    signal("STOP", pid);
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      signal("CONT", pid);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    var command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(pid)));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Until everything serves, but not for ever. */
  void waitUntilReady(long deadlineNanos) throws Exception {
    var longest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MS);
    var end = longest - deadlineNanos < 0 ? longest : deadlineNanos;
    while (System.nanoTime() - end < 0 && !processes.ready()) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
