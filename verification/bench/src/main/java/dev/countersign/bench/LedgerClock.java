package dev.countersign.bench;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.RecordEvent.LedgerAppended;
import dev.countersign.contracts.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Notes when the ledger said that it holds an event. */
final class LedgerClock implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread;

  LedgerClock(Map<String, Object> kafka) throws InterruptedException {
    this.consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
    this.thread = Thread.ofPlatform().name("ledger-clock").start(this::follow);
    ready.await();
  }

  /** When the event was acknowledged, by {@link System#nanoTime}; waits for it. */
  long seenAt(String eventId) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      var at = seen.get(eventId);
      if (at != null) {
        return at;
      }
      Thread.sleep(1);
    }
    throw new IllegalStateException("not in the ledger within 10 s: " + eventId);
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    thread.join();
  }

  private void follow() {
    try (consumer) {
      var partitions =
          consumer.partitionsFor(Topics.LEDGER).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      ready.countDown();
      while (!Thread.currentThread().isInterrupted()) {
        for (var message : consumer.poll(POLL)) {
          var now = System.nanoTime();
          Json.read(message.value(), LedgerAppended.class)
              .events()
              .forEach(event -> seen.put(event.id(), now));
        }
      }
    } catch (WakeupException closing) {
      // close() woke us up.
    }
  }
}
