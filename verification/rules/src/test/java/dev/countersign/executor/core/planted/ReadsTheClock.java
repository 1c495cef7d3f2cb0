package dev.countersign.executor.core.planted;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Supplier;

/** Planted. */
public final class ReadsTheClock {
  Instant now() {
    return Instant.now();
  }

  Supplier<LocalDateTime> later() {
    return LocalDateTime::now;
  }

  long millis() {
    return System.currentTimeMillis();
  }

  long nanos() {
    return System.nanoTime();
  }
}
