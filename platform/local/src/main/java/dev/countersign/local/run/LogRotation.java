package dev.countersign.local.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps logs from filling the disk: at its limit a log is copied aside and emptied. The processes
 * go on appending to the same file; what they write between copy and emptying is lost, which a log
 * may.
 */
record LogRotation(Path folder, long limit) implements Runnable {
  static final long LIMIT = 20L * 1024 * 1024;

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(Duration.ofSeconds(10));
        rotate();
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      } catch (IOException again) {
        // a log that cannot be rotated now is met again in ten seconds
      }
    }
  }

  void rotate() throws IOException {
    try (var logs = Files.newDirectoryStream(folder, "*.log")) {
      for (var log : logs) {
        if (Files.size(log) > limit) {
          Files.copy(
              log,
              log.resolveSibling(log.getFileName() + ".1"),
              StandardCopyOption.REPLACE_EXISTING);
          try (var file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.truncate(0);
          }
        }
      }
    }
  }
}
