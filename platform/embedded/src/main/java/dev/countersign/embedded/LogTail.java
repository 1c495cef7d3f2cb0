package dev.countersign.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads what a child has written since it was started. */
final class LogTail {
  private static final int MOST = 256 * 1024;

  private LogTail() {}

  static Stream<String> since(Path log, long position) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      // A rotated log is shorter than it was: then everything in it is new.
      long start = file.length() < position ? 0 : position;
      var bytes = new byte[(int) Math.min(MOST, file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines();
    } catch (IOException notThereYet) {
      return Stream.empty();
    }
  }
}
