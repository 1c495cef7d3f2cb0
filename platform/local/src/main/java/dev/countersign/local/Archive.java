package dev.countersign.local;

import dev.countersign.embedded.Ports;
import dev.countersign.local.home.DataFolder;
import dev.countersign.local.run.Rehearsal;
import dev.countersign.local.run.UpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Part of a build: what the JVMs read of their classes is kept for every later start. */
@Command(
    name = "archive",
    hidden = true,
    description = "Start everything once, in a folder of its own, so that later starts are faster.")
final class Archive implements Callable<Integer> {
  private static final double SPEED = 20;

  @Override
  public Integer call() throws IOException {
    var folder = Files.createTempDirectory("countersign-archive-");
    try {
      var data = new DataFolder(folder);
      data.prepare();
      var without =
          Rehearsal.run(
              new UpOptions(
                  Checkout.home(),
                  data,
                  Ports.free(),
                  null,
                  false,
                  null,
                  SPEED,
                  List.of(UpOptions.SERVICES.split(",")),
                  true),
              System.out::println);
      without.forEach(name -> System.err.println(name + " has left no archive of its classes"));
      return without.isEmpty() ? 0 : 1;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
