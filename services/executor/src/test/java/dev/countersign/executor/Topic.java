package dev.countersign.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.InstanceEvent.InstanceObserved;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.instance.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** What a test says as policy, and hears from the executor. */
final class Topic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Event> heard = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  Topic(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        List.of(Topics.STATUS, Topics.INSTANCES).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  Event decide(Event decision) {
    var message =
        new ProducerRecord<>(Topics.DECISIONS, decision.partitionKey(), EventCodec.value(decision));
    EventCodec.headers(decision).forEach((k, v) -> message.headers().add(k, v.getBytes(UTF_8)));
    try {
      producer.send(message).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    return decision;
  }

  /** The newest that was heard of an instance. */
  Instance instance(String identifier) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              hear();
              return heard.reversed().stream()
                  .filter(event -> event.data() instanceof InstanceObserved)
                  .map(event -> ((InstanceObserved) event.data()).instance())
                  .filter(instance -> instance.identifier().equals(identifier))
                  .findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  StatusEvent.Terminal end(Event decision) {
    return (StatusEvent.Terminal) await(decision, StatusEvent.Terminal.class);
  }

  StatusEvent await(Event decision, Class<? extends StatusEvent> kind) {
    return Awaitility.await("a " + kind.getSimpleName() + " of " + decision.subject())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              hear();
              return about(decision).stream().filter(kind::isInstance).findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  /** Everything heard about an operation, in order. */
  List<StatusEvent> about(Event decision) {
    return events(decision).stream().map(event -> (StatusEvent) event.data()).toList();
  }

  List<Event> events(Event decision) {
    return heard.stream()
        .filter(event -> event.data() instanceof StatusEvent)
        .filter(event -> event.subject().equals(decision.subject()))
        .toList();
  }

  void hear() {
    consumer
        .poll(Duration.ofMillis(50))
        .forEach(entry -> {
          var headers = new HashMap<String, String>();
          entry.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
          var event = EventCodec.read(headers, entry.value());
          // Delivery is at least once: what was published just before a kill comes again, as the
          // same event.
          if (known.add(event.source() + event.id())) {
            heard.add(event);
          }
        });
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
