package dev.countersign.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Durations of one kind, in milliseconds with three digits. */
final class Figure {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Histogram nanos = new Histogram(MINUTE_NANOS, 3);

  synchronized void add(long elapsedNanos) {
    nanos.recordValue(Math.min(elapsedNanos, MINUTE_NANOS));
  }

  double p50() {
    return millis(50);
  }

  Map<String, Object> summary() {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("p50", p50());
    summary.put("p95", millis(95));
    summary.put("p99", millis(99));
    summary.put("n", nanos.getTotalCount());
    return summary;
  }

  private double millis(double percentile) {
    return Math.round(nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI * 1000) / 1000.0;
  }
}
