package dev.countersign.executor.core.planted;

import dev.countersign.contracts.operation.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Nothing wrong here: what a core looks like. */
public final class Decides {
  boolean isLate(OperationState state, Instant since, Instant now, int... limits) {
    return switch (state) {
      case STARTED -> List.of(Duration.between(since, now)).getFirst().toMinutes() > limits[0];
      default -> false;
    };
  }
}
