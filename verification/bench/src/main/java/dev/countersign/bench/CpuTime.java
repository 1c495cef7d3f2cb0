package dev.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The time that a process and its children have run, those included that have ended: PostgreSQL
 * starts and ends processes all the time. From {@code /proc}, so on Linux only.
 */
final class CpuTime {
  // Of proc(5): utime, stime, cutime, cstime, counted from the field after the command's name.
  private static final int FIRST = 11;
  private static final int FIELDS = 4;
  // USER_HZ, which Linux promises to programs whatever the kernel's own clock is.
  private static final double MILLIS_PER_TICK = 10;

  static double millis(long pid) {
    var children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
    return Stream.concat(Stream.of(pid), children.map(ProcessHandle::pid))
        .mapToDouble(CpuTime::ofOne)
        .sum();
  }

  private static double ofOne(long pid) {
    try {
      var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name is in parentheses, and may hold blanks and parentheses.
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (var field = FIRST; field < FIRST + FIELDS; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks * MILLIS_PER_TICK;
    } catch (IOException gone) {
      // It has ended since: its parent has its time.
      return 0;
    }
  }

  private CpuTime() {}
}
