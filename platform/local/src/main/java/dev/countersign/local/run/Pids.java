package dev.countersign.local.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Processes by number, told apart from later ones that got the same number by when they started.
 */
public final class Pids {
  /** The kernel counts from boot; the clock that boot is measured with may be corrected. */
  private static final long TOLERANCE_MILLIS = 2_000;

  private Pids() {}

  public static RunState.Running describe(
      String name, long pid, int restarts, @Nullable String health) {
    long started =
        ProcessHandle.of(pid)
            .flatMap(it -> it.info().startInstant())
            .map(Instant::toEpochMilli)
            .orElse(0L);
    return new RunState.Running(name, pid, started, restarts, health);
  }

  /** The very process that was written down, if it still runs. */
  public static Optional<ProcessHandle> find(RunState.Running written) {
    return ProcessHandle.of(written.pid())
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .filter(at -> Math.abs(at - written.started()) <= TOLERANCE_MILLIS)
                .isPresent());
  }

  /** Asks it to end and waits; by force when the time is over. */
  public static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!ended(process, patience)) {
      process.destroyForcibly();
      ended(process, Duration.ofSeconds(5));
    }
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException unknown) {
      return !process.isAlive();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
