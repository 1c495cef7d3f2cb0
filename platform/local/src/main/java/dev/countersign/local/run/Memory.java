package dev.countersign.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process and its own children take. */
public final class Memory {
  private Memory() {}

  /** MiB. Pages that several processes share are counted once, where the kernel tells. */
  public static long mib(ProcessHandle process) {
    long kib = kib(process.pid());
    kib += process.descendants().mapToLong(child -> kib(child.pid())).sum();
    return (kib + 512) / 1024;
  }

  private static long kib(long pid) {
    var shared = line(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
    return shared >= 0
        ? shared
        : Math.max(0, line(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:"));
  }

  private static long line(Path file, String key) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(-1);
    } catch (IOException | UncheckedIOException notOurs) {
      return -1;
    }
  }
}
