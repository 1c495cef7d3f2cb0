package dev.countersign.local;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "The log of one process.")
final class Logs implements Callable<Integer> {
  @Mixin private Checkout checkout = new Checkout();

  @Parameters(paramLabel = "SERVICE", description = "For example gateway, broker or supervisor.")
  private String service = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until interrupted.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var log = checkout.data().log(service);
    if (!service.matches("[a-z-]+") || !Files.exists(log)) {
      System.err.println("There is no log of " + service + ". There are: " + known());
      return 1;
    }
    long position = copyFrom(log.toFile(), 0);
    while (follow && !System.out.checkError()) {
      Thread.sleep(200);
      // A rotated log begins anew.
      position = copyFrom(log.toFile(), Files.size(log) < position ? 0 : position);
    }
    return 0;
  }

  private static long copyFrom(File log, long position) throws IOException {
    try (var file = new RandomAccessFile(log, "r")) {
      file.seek(position);
      var bytes = new byte[64 * 1024];
      for (int count = file.read(bytes); count > 0; count = file.read(bytes)) {
        System.out.write(bytes, 0, count);
      }
      System.out.flush();
      return file.getFilePointer();
    }
  }

  private String known() throws IOException {
    var folder = checkout.data().logs();
    if (!Files.isDirectory(folder)) {
      return "none yet";
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".log"))
          .map(name -> name.substring(0, name.length() - ".log".length()))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
