package dev.countersign.simulator.front;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each action was called, and how often a call was turned away. */
public final class Calls {
  private final Map<String, LongAdder> byAction = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

  void called(String action) {
    byAction.computeIfAbsent(action, name -> new LongAdder()).increment();
  }

  void refused(String code) {
    errors.computeIfAbsent(code, name -> new LongAdder()).increment();
  }

  public Map<String, Object> shown() {
    var calls = sums(byAction);
    return Map.of(
        "total",
        calls.values().stream().mapToLong(Long::longValue).sum(),
        "calls",
        calls,
        "errors",
        sums(errors));
  }

  public void clear() {
    byAction.clear();
    errors.clear();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counters) {
    var sums = new TreeMap<String, Long>();
    counters.forEach((name, counter) -> sums.put(name, counter.sum()));
    return sums;
  }
}
