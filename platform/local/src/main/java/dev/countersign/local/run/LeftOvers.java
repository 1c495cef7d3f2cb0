package dev.countersign.local.run;

import java.time.Duration;
import java.util.function.Consumer;

/** What a supervisor that was killed could not take down with it. */
public final class LeftOvers {
  private LeftOvers() {}

  /** Ends those processes of an earlier run that still are what was written down. */
  public static void end(RunState state, Consumer<String> report) {
    for (var written : state.processes().reversed()) {
      Pids.find(written)
          .ifPresent(process -> {
            report.accept("ending " + written.name() + " (" + written.pid() + "), left over");
            Pids.end(process, Duration.ofSeconds(10));
          });
    }
  }
}
