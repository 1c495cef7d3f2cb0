package dev.countersign.simulator.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * AWS's clock, which can be set apart from the machine's. What is under way is planned on it and
 * keeps its planned times when it jumps.
 */
public final class SkewedClock extends Clock {
  private final Clock machine;
  private final Path kept;
  private volatile Duration offset = Duration.ZERO;

  /**
   * @param kept file of the offset: a clock that jumped with every restart would be another fault
   */
  public SkewedClock(Clock machine, Path kept) throws IOException {
    this.machine = machine;
    this.kept = kept;
    if (Files.exists(kept)) {
      offset = Duration.ofMillis(Long.parseLong(Files.readString(kept).strip()));
    }
  }

  /** How far it is ahead of the machine's; negative behind. */
  public Duration offset() {
    return offset;
  }

  public void offset(Duration next) {
    if (next.abs().compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("the offset has to be a day at most");
    }
    offset = next;
    try {
      Path written = kept.resolveSibling(kept.getFileName() + ".next");
      Files.writeString(written, next.toMillis() + "\n");
      Files.move(
          written, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The machine's own time: how long a rule lasts does not change with a skew. */
  public Instant unskewed() {
    return machine.instant();
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return machine.withZone(zone);
  }
}
