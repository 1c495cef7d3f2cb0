package dev.countersign.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a test says as a service's neighbour, and hears of the service: plain clients on a real
 * broker. Each topic is read from its beginning, by one thread.
 */
public final class EventBus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Map<String, Object> broker;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Heard> heard = new ConcurrentHashMap<>();

  private record Heard(KafkaConsumer<String, byte[]> consumer, List<Event> events) {
    /** What has come since the last look. */
    List<Event> look() {
      var more = new ArrayList<Event>();
      consumer.poll(LOOK).forEach(entry -> more.add(read(entry)));
      events.addAll(more);
      return more;
    }
  }

  public EventBus(String bootstrapServers) {
    broker = Map.of("bootstrap.servers", bootstrapServers);
    var settings = new HashMap<>(broker);
    settings.put("linger.ms", 0);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Publishes an event, and returns when the broker has it. */
  public void send(String topic, Event event) {
    send(message(topic, event));
  }

  /** The same with whatever it is. */
  public void send(ProducerRecord<String, byte[]> message) {
    await(producer.send(message));
  }

  /** The same with many at once. */
  public void sendAll(List<ProducerRecord<String, byte[]>> messages) {
    messages.stream().map(producer::send).toList().forEach(EventBus::await);
  }

  /**
   * Sends records as they are to the partition of this key, behind each other.
   *
   * @return the offset of each
   */
  public List<Long> sendAsTheyAre(String key, List<RawRecord> records) {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var one : records) {
      var partitions = producer.partitionsFor(one.topic()).size();
      var partition = BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions);
      var message = new ProducerRecord<>(one.topic(), partition, one.key(), one.value());
      one.headers().forEach(header -> message.headers().add(header.name(), header.value()));
      sent.add(producer.send(message));
    }
    return sent.stream().map(one -> await(one).offset()).toList();
  }

  /** An event as it travels. */
  public static ProducerRecord<String, byte[]> message(String topic, Event event) {
    var message =
        new ProducerRecord<String, byte[]>(topic, event.partitionKey(), EventCodec.value(event));
    EventCodec.headers(event)
        .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    return message;
  }

  /** Reads a topic from now on, and not from its beginning. */
  public void skip(String topic) {
    var consumer = of(topic).consumer();
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  /** What has come in a topic since the last look. */
  public List<Event> next(String topic) {
    return of(topic).look();
  }

  /** Everything that was heard in a topic so far. */
  public List<Event> heard(String topic) {
    return List.copyOf(of(topic).events());
  }

  /** Everything that a topic has now. */
  public List<Event> upToDate(String topic) {
    var all = of(topic);
    var consumer = all.consumer();
    var ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
    return await(
        topic,
        events ->
            ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
  }

  /** Everything that was heard in a topic, when that is enough. */
  public List<Event> await(String topic, Predicate<List<Event>> enough) {
    var all = of(topic);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not heard on " + topic + ", but " + all.events());
      }
      all.look();
    } while (!enough.test(List.copyOf(all.events())));
    return List.copyOf(all.events());
  }

  /** The first event that is wanted. */
  public Event first(String topic, Predicate<Event> wanted) {
    return await(topic, events -> events.stream().anyMatch(wanted)).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  /**
   * All events about a subject, once there are so many. Delivery is at least once: one that comes
   * again, after minutes without an acknowledgement, is the same.
   */
  public List<Event> about(String topic, String subject, int count) {
    return about(subject, await(topic, events -> about(subject, events).size() >= count));
  }

  private static List<Event> about(String subject, List<Event> events) {
    return events.stream().filter(event -> event.subject().equals(subject)).distinct().toList();
  }

  /** How many records of a topic a group has not committed yet. */
  public long lag(String group, String topic) throws InterruptedException, ExecutionException {
    var consumer = of(topic).consumer();
    try (var admin = Admin.create(broker)) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long lag = 0;
      for (var end : consumer.endOffsets(consumer.assignment()).entrySet()) {
        var done = committed.get(end.getKey());
        lag += end.getValue() - (done == null ? 0 : done.offset());
      }
      return lag;
    }
  }

  private Heard of(String topic) {
    return heard.computeIfAbsent(topic, this::fromTheBeginning);
  }

  private Heard fromTheBeginning(String topic) {
    var consumer =
        new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new Heard(consumer, new ArrayList<>());
  }

  private static Event read(ConsumerRecord<String, byte[]> entry) {
    var headers = new HashMap<String, String>();
    entry.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return EventCodec.read(headers, entry.value());
  }

  private static RecordMetadata await(Future<RecordMetadata> sent) {
    try {
      return sent.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    heard.values().forEach(one -> one.consumer().close());
  }
}
