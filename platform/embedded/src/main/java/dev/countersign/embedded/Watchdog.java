package dev.countersign.embedded;

import java.io.IOException;

/**
 * Ends a child whose parent was killed. A killed process cannot stop its children, but the end of a
 * pipe that only it held open can: the shell here waits for nothing else.
 */
final class Watchdog {
  private Watchdog() {}

  static void start(Process child, String signal) throws IOException {
    // A terminal's Ctrl-C reaches every process of its group: it is no reason to leave.
    var wait = "trap '' INT HUP; read -r _; kill -" + signal + " " + child.pid();
    var shell =
        new ProcessBuilder("/bin/sh", "-c", wait)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Once the child is gone, its number may be somebody else's.
    child.onExit().thenRun(shell::destroyForcibly);
  }
}
