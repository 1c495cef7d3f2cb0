package dev.countersign.chaos;

import dev.countersign.e2e.Platform;
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

  private final Platform platform;
  private final PrintStream out;
  private final SplittableRandom random;
  private int done;

  Mayhem(Platform platform, long seed, PrintStream out) {
    this.platform = platform;
    this.random = new SplittableRandom(seed ^ 0x6b696c6cL);
    this.out = out;
  }

  int done() {
    return done;
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

  private void strike(String victim) throws Exception {
    var kill = random.nextInt(5) < 3;
    var pause = random.nextLong(500, LONGEST_PAUSE_MS);
    for (var process : platform.status().path("processes")) {
      var pid = process.path("pid").asLong();
      if (!process.path("name").asText().equals(victim) || ProcessHandle.of(pid).isEmpty()) {
        continue;
      }
      done++;
      if (kill) {
        out.println("  " + done + ": kill -9 " + victim);
        signal("KILL", pid);
      } else {
        out.println("  " + done + ": " + victim + " stopped for " + pause + " ms");
        signal("STOP", pid);
        try {
          TimeUnit.MILLISECONDS.sleep(pause);
        } finally {
          signal("CONT", pid);
        }
      }
      return;
    }
  }

  private static void signal(String name, long pid) throws Exception {
    var command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(pid)));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  void waitUntilReady(long deadlineNanos) throws Exception {
    while (System.nanoTime() - deadlineNanos < 0 && !platform.status().path("ready").asBoolean()) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
