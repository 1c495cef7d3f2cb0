package dev.countersign.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process takes. */
public final class Memory {
  private Memory() {}

  /** MiB of this process alone. */
  public static long mib(ProcessHandle process) {
    return rounded(kib(process.pid()));
  }

  /** MiB of this process and its own children: PostgreSQL is one per session. */
  public static long mibWithChildren(ProcessHandle process) {
    return rounded(
        kib(process.pid()) + process.descendants().mapToLong(child -> kib(child.pid())).sum());
  }

  private static long rounded(long kib) {
    return (kib + 512) / 1024;
  }

  /** Pages that several processes share are counted once, where the kernel tells. */
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
