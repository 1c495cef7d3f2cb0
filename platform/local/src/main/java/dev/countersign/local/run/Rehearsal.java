package dev.countersign.local.run;

import dev.countersign.embedded.ChildProcess;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** One start and one orderly end of everything, which leaves the archives of classes behind. */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * @param report hears of each process as it serves
   */
  public static void run(UpOptions options, Consumer<String> report) throws IOException {
    var platform = new Platform(options);
    try {
      platform.start((child, words) -> report.accept("%-10s %s".formatted(child.name(), words)));
      Inventory.await(options);
    } finally {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        platform.running().stream()
            .filter(ServiceProcess.class::isInstance)
            .forEach(service -> threads.submit(service::stop));
      }
      platform.running().reversed().forEach(ChildProcess::stop);
    }
  }
}
