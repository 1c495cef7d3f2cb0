package dev.countersign.simulator.fault;

import dev.countersign.simulator.rds.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bucket of calls for each account and region, as AWS has one. Off when the rate is 0. */
public final class RateLimit {
  private static final class Bucket {
    private double calls;
    private long filled;
  }

  private final Map<Scope, Bucket> buckets = new HashMap<>();
  private double perSecond;
  private double burst = 1;

  public synchronized void set(double perSecond, double burst) {
    if (!(perSecond >= 0) || !(burst >= 1)) {
      throw new IllegalArgumentException(
          "requests_per_second must be 0 (off) or more, burst 1 or more");
    }
    this.perSecond = perSecond;
    this.burst = burst;
    buckets.clear();
  }

  public synchronized Map<String, Object> shown() {
    return Map.of("requests_per_second", perSecond, "burst", burst);
  }

  /** Whether one more call is within the limit now. */
  public synchronized boolean admits(Scope scope) {
    if (perSecond == 0) {
      return true;
    }
    long now = System.nanoTime();
    Bucket bucket = buckets.get(scope);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.calls = burst;
      bucket.filled = now;
      buckets.put(scope, bucket);
    }
    bucket.calls =
        Math.min(
            burst, bucket.calls + perSecond * (now - bucket.filled) / TimeUnit.SECONDS.toNanos(1));
    bucket.filled = now;
    if (bucket.calls < 1) {
      return false;
    }
    bucket.calls -= 1;
    return true;
  }
}
