package dev.countersign.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
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

  private static final String REQUESTS = "countersign.requests";
  private static final long TAIL_MS = 4_000;
  // Past the lease of 5 s, and within the life of the credentials.
  private static final long ZOMBIE_MS = 9_000;
  private static final long BETWEEN_ZOMBIES_MS = 3_000;

  // Not for ever: an executor that keeps dying at its crash points is hardly ever ready.
  private static final long LONGEST_WAIT_MS = 20_000;

  private final Processes processes;
  private final Path data;
  private final PrintStream out;
  private final SplittableRandom random;
  private int done;

  Mayhem(Processes processes, Path data, long seed, PrintStream out) {
    this.processes = processes;
    this.data = data;
    this.random = new SplittableRandom(seed ^ 0x6b696c6cL);
    this.out = out;
  }

  int done() {
    return done;
  }

  /** This often the broker's tail is lost, while there is load. */
  void loseTails(int times, long seconds, long deadlineNanos) throws Exception {
    for (var time = 0; time < times && System.nanoTime() - deadlineNanos < 0; time++) {
      TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(seconds) / (2L * times + 1));
      loseTail();
      waitUntilReady(deadlineNanos);
    }
  }

  /**
   * An executor that is stopped for longer than its lease comes back as a zombie: meanwhile the
   * rival has taken over what it was in the middle of.
   */
  void zombies(int times, long deadlineNanos) throws Exception {
    for (var time = 0; time < times && System.nanoTime() - deadlineNanos < 0; time++) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_ZOMBIES_MS);
      for (var pid : processes.pids("executor")) {
        done++;
        out.println("  " + done + ": executor stopped for " + ZOMBIE_MS + " ms");
        stop(pid, ZOMBIE_MS);
      }
    }
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

  /**
   * The broker dies and has lost what it had acknowledged in the last seconds: requests that nobody
   * has read, since all who read them were stopped meanwhile.
   */
  void loseTail() throws Exception {
    var readers = new ArrayList<>(processes.pids("policy"));
    readers.addAll(processes.pids("audit"));
    for (var reader : readers) {
      signal("STOP", reader);
    }
    try {
      var tail = Tail.of(data, REQUESTS);
      TimeUnit.MILLISECONDS.sleep(TAIL_MS);
      for (var broker : processes.pids("broker")) {
        signal("KILL", broker);
        ProcessHandle.of(broker).ifPresent(process -> process.onExit().join());
      }
      // The next one takes far longer to start than this.
      out.println("  broker killed, and " + tail.lose() + " bytes of its tail lost");
      done++;
    } finally {
      for (var reader : readers) {
        signal("CONT", reader);
      }
    }
  }

  /** The broker stands still past every delivery timeout, while requests come in all at once. */
  void freezeBroker(Runnable surge, long deadlineNanos) throws Exception {
    for (var pid : processes.pids("broker")) {
      done++;
      out.println("  " + done + ": broker stopped for " + FREEZE_MS + " ms under load");
      signal("STOP", pid);
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
