package dev.countersign.relay;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Another member of the test service's consumer group, with the same hop behind it. */
final class SecondConsumer implements AutoCloseable {
  private final AtomicLong handled = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;

  SecondConsumer(String bootstrapServers, String group, Hop hop) {
    thread =
        Thread.ofPlatform()
            .name("second consumer")
            .start(() ->
                consume(
                    Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        20,
                        "auto.offset.reset",
                        "earliest"),
                    hop));
  }

  private void consume(Map<String, Object> settings, Hop hop) {
    var echo = new EchoService(hop);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.REQUESTS));
      while (!stopping) {
        var batch = new ArrayList<InboxRecord>();
        consumer.poll(Duration.ofMillis(50)).forEach(entry -> batch.add(entry(entry)));
        if (!batch.isEmpty()) {
          hop.receive("echo", batch, echo).await().atMost(Node.PATIENCE);
          consumer.commitSync();
          handled.addAndGet(batch.size());
        }
      }
    }
  }

  static InboxRecord entry(ConsumerRecord<String, byte[]> entry) {
    var headers = new ArrayList<RawHeader>();
    entry.headers().forEach(header -> headers.add(RawHeader.of(header.key(), header.value())));
    return new InboxRecord(
        entry.partition(),
        entry.offset(),
        RawRecord.of(entry.topic(), entry.key(), headers, entry.value()));
  }

  long handled() {
    return handled.get();
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
