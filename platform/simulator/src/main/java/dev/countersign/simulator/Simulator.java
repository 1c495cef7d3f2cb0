package dev.countersign.simulator;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The command line of the simulator. */
public final class Simulator {
  public static void main(String... arguments) {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    try {
      return Arguments.of(arguments).carryOut();
    } catch (Exception failure) {
      // A taken port or folder is the caller's to mend: one line, not a stack trace.
      System.err.println("The simulator cannot start: " + failure.getMessage());
      return 1;
    }
  }

  /** Runs until the process is told to end. */
  static int serve(Server.Settings settings) throws IOException, InterruptedException {
    var stopped = new CountDownLatch(1);
    var server = Server.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.close();
              stopped.countDown();
            }));
    System.out.println(
        "RDS and STS simulated at "
            + server.url()
            + (settings.data() == null ? "" : ", effects in " + server.effects()));
    stopped.await();
    return 0;
  }

  private Simulator() {}
}
