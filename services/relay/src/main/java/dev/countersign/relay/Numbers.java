package dev.countersign.relay;

import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicLong;

/** What the relay counts. It goes wherever the service has bound Micrometer's global registry. */
final class Numbers {
  private static final AtomicLong DEPTH =
      Metrics.gauge("countersign.outbox.depth", new AtomicLong());
  private static final AtomicLong AGE =
      Metrics.gauge("countersign.outbox.age.ms", new AtomicLong());

  static void outbox(long depth, long ageMillis) {
    DEPTH.set(depth);
    AGE.set(ageMillis);
  }

  static void published(int events) {
    Metrics.counter("countersign.outbox.published").increment(events);
  }

  static void redriven(int events) {
    Metrics.counter("countersign.outbox.redriven").increment(events);
  }

  static void quarantined() {
    Metrics.counter("countersign.quarantined").increment();
  }

  private Numbers() {}
}
