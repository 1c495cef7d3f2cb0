package dev.countersign.embedded;

import java.io.IOException;

/** Signals that Java cannot send by itself. */
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) {
    run("/bin/sh", "-c", "kill -" + signal + " " + pid);
  }

  /** Runs a short command and answers its exit code. */
  static int run(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException notThere) {
      return 127;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }
}
