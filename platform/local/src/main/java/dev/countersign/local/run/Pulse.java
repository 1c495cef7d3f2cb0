package dev.countersign.local.run;

import dev.countersign.embedded.HealthCheck;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Ends a service that says of itself that it cannot go on, so that it is started again. A cluster
 * does the same. A service that says nothing is left alone: it may be slow, or stopped on purpose.
 */
record Pulse(ServiceProcess service, Consumer<String> report) implements Runnable {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /** One bad answer may be a moment's; these in a row are not. */
  private static final int ENOUGH = 3;

  @Override
  public void run() {
    int bad = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
        return;
      }
      bad = HealthCheck.deniesHealth(service.liveness()) ? bad + 1 : 0;
      if (bad >= ENOUGH) {
        report.accept(service.name() + " says that it cannot go on");
        service.kill9();
        bad = 0;
      }
    }
  }
}
