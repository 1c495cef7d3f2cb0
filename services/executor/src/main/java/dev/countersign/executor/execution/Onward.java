package dev.countersign.executor.execution;

import dev.countersign.executor.core.Command;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How what came of an effect leads on. */
interface Onward {
  /**
   * Runs this on the loop, and tells the run the command that it yields, if any. A bug in there is
   * this run's trouble alone.
   */
  void with(Run run, Supplier<@Nullable Command> answer);
}
