package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A test's own view of a broker's topics, with plain clients. */
final class TestTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Admin admin;
  private final List<Event> seen = new ArrayList<>();
  private String reading = "";

  TestTopics(String bootstrapServers) {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers, "linger.ms", 0);
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  void send(String topic, Event event) {
    send(Requests.message(topic, event));
  }

  void send(ProducerRecord<String, byte[]> message) {
    try {
      producer.send(message).get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything in a topic from its beginning, until the condition holds. */
  List<Event> await(String topic, Predicate<List<Event>> enough) {
    if (!reading.equals(topic)) {
      reading = topic;
      seen.clear();
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          consumer.poll(Duration.ofMillis(100)).forEach(entry -> seen.add(read(entry)));
          return enough.test(List.copyOf(seen));
        });
    return List.copyOf(seen);
  }

  /** The first event about a subject. */
  Event awaitFrom(String topic, String subject) {
    Predicate<Event> isIt = event -> event.subject().equals(subject);
    return await(topic, events -> events.stream().anyMatch(isIt)).stream()
        .filter(isIt)
        .findFirst()
        .orElseThrow();
  }

  /** How many records of a topic a group has not committed yet. */
  long lag(String group, String topic) throws InterruptedException, ExecutionException {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    var ends = consumer.endOffsets(partitions);
    var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    long lag = 0;
    for (var end : ends.entrySet()) {
      var done = committed.get(end.getKey());
      lag += end.getValue() - (done == null ? 0 : done.offset());
    }
    return lag;
  }

  private static Event read(ConsumerRecord<String, byte[]> entry) {
    var headers = new HashMap<String, String>();
    entry.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return EventCodec.read(headers, entry.value());
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
    admin.close();
  }
}
