package dev.countersign.chaos;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a broker loses in a power cut that had not yet written everything: the end of its logs,
 * acknowledged or not.
 */
final class Tail {
  private final Map<Path, Long> sizes;

  private Tail(Map<Path, Long> sizes) {
    this.sizes = sizes;
  }

  /** Where the logs of this topic end now. */
  static Tail of(Path data, String topic) throws IOException {
    var sizes = new TreeMap<Path, Long>();
    try (Stream<Path> files = Files.walk(data)) {
      for (var log : files.filter(file -> isLog(file, topic)).toList()) {
        sizes.put(log, Files.size(log));
      }
    }
    return new Tail(sizes);
  }

  /** Cuts off what was written since. Only while no broker runs. Answers how many bytes. */
  long lose() throws IOException {
    var lost = 0L;
    for (var log : sizes.entrySet()) {
      try (var file = FileChannel.open(log.getKey(), StandardOpenOption.WRITE)) {
        lost += Math.max(0, file.size() - log.getValue());
        file.truncate(log.getValue());
      }
    }
    return lost;
  }

  List<Path> logs() {
    return List.copyOf(sizes.keySet());
  }

  private static boolean isLog(Path file, String topic) {
    var folder = file.getParent();
    return file.toString().endsWith(".log")
        && folder != null
        && folder.getFileName().toString().startsWith(topic + '-');
  }
}
