package dev.countersign.audit.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.RecordEvent.LedgerAppended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A test's own view of the broker, with plain clients. */
public final class TestKafka implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> acknowledgements;
  private final List<LedgerAppended> seen = new ArrayList<>();

  public TestKafka(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    acknowledgements =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        acknowledgements.partitionsFor(Topics.LEDGER).stream()
            .map(info -> new TopicPartition(Topics.LEDGER, info.partition()))
            .toList();
    acknowledgements.assign(partitions);
    acknowledgements.seekToBeginning(partitions);
  }

  public void send(Event event) {
    send(SampleEvents.record(SampleEvents.topicOf(event), event));
  }

  public void send(ProducerRecord<byte[], byte[]> message) {
    try {
      producer.send(message).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  public void sendAll(List<Event> events) {
    events.forEach(event -> producer.send(SampleEvents.record(SampleEvents.topicOf(event), event)));
    producer.flush();
  }

  /** How often this event was acknowledged so far. */
  public long acknowledged(Event event) {
    for (var polled : acknowledgements.poll(Duration.ofMillis(20))) {
      var headers = new HashMap<String, String>();
      polled
          .headers()
          .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
      seen.add((LedgerAppended) EventCodec.read(headers, polled.value()).data());
    }
    return seen.stream()
        .flatMap(appended -> appended.events().stream())
        .filter(ref -> ref.id().equals(event.id()) && ref.source().equals(event.source()))
        .count();
  }

  @Override
  public void close() {
    producer.close();
    acknowledgements.close();
  }
}
