package dev.countersign.relay;

import dev.countersign.contracts.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What the relay counts. It goes wherever the service has bound Micrometer's global registry. */
final class Numbers {
  private static final Duration[] BOUNDS =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final AtomicLong DEPTH =
      Metrics.gauge("countersign.outbox.depth", new AtomicLong());
  private static final AtomicLong QUARANTINED =
      Metrics.gauge("countersign.inbox.quarantined", new AtomicLong());
  // From the start, so that a rate over them is zero and not unknown.
  private static final Counter PUBLISHED = Metrics.counter("countersign.outbox.published");
  private static final Counter REDRIVEN = Metrics.counter("countersign.outbox.redriven");
  private static final AtomicLong LEADS =
      Metrics.gauge("countersign.relay.leads", new AtomicLong());
  private static final AtomicLong BROKER = Metrics.gauge("countersign.broker.up", new AtomicLong());
  private static final AtomicLong OLDEST_MILLIS = new AtomicLong();
  private static final Map<String, AtomicLong> LAG = new ConcurrentHashMap<>();
  private static final Map<String, AtomicLong> UNREAD = new ConcurrentHashMap<>();
  private static final Map<String, Timer> HOPS = new ConcurrentHashMap<>();

  // From the start, like those above.
  private static final Map<String, Counter> FOREIGN =
      Topics.ALL.stream().collect(Collectors.toUnmodifiableMap(topic -> topic, Numbers::foreignOn));

  static {
    Gauge.builder("countersign.outbox.oldest.age", OLDEST_MILLIS, age -> age.get() / 1_000.0)
        .baseUnit("seconds")
        .register(Metrics.globalRegistry);
  }

  static void outbox(Outbox.Backlog backlog, Duration oldest) {
    DEPTH.set(backlog.waiting());
    QUARANTINED.set(backlog.quarantined());
    OLDEST_MILLIS.set(oldest.toMillis());
  }

  static void lag(Map<String, Long> byTopic) {
    byTopic.forEach((topic, lag) -> LAG.computeIfAbsent(topic, Numbers::lagOf).set(lag));
  }

  /** Whether the broker answers this instance. */
  static void broker(boolean answers) {
    BROKER.set(answers ? 1 : 0);
  }

  /** Partitions that no instance reads. */
  static void unread(Map<String, Integer> byTopic) {
    byTopic.forEach(
        (topic, unread) -> UNREAD.computeIfAbsent(topic, Numbers::unreadOf).set(unread));
  }

  /** From receiving a batch to its commit. */
  static void hop(String channel, long nanos) {
    HOPS.computeIfAbsent(channel, Numbers::hopOf).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether this instance publishes its service's outbox. */
  static void leads(boolean leads) {
    LEADS.set(leads ? 1 : 0);
  }

  /** A record on this topic was from a source that may not write it, or of another topic's type. */
  static void foreign(String topic) {
    var counter = FOREIGN.get(topic);
    (counter == null ? foreignOn("other") : counter).increment();
  }

  static void published(int events) {
    PUBLISHED.increment(events);
  }

  static void redriven(int events) {
    REDRIVEN.increment(events);
  }

  private static Counter foreignOn(String topic) {
    return Metrics.counter("countersign.events.foreign", "topic", topic);
  }

  private static AtomicLong lagOf(String topic) {
    return Metrics.gauge("countersign.consumer.lag", Tags.of("topic", topic), new AtomicLong());
  }

  private static AtomicLong unreadOf(String topic) {
    return Metrics.gauge("countersign.consumer.unread", Tags.of("topic", topic), new AtomicLong());
  }

  private static Timer hopOf(String channel) {
    return Timer.builder("countersign.hop")
        .tag("channel", channel)
        .serviceLevelObjectives(BOUNDS)
        .register(Metrics.globalRegistry);
  }

  private Numbers() {}
}
