package dev.countersign.local.run;

import dev.countersign.embedded.ChildProcess;
import dev.countersign.embedded.JavaProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** One start and one orderly end of everything, which leaves the archives of classes behind. */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Answers the names of those that have no archive even so.
   *
   * @param report hears of each process as it serves
   */
  public static List<String> run(UpOptions options, Consumer<String> report) throws IOException {
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
    return platform.running().stream()
        .filter(child -> child instanceof JavaProcess program && !program.hasArchive())
        .map(ChildProcess::name)
        .toList();
  }
}
