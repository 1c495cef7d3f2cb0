package dev.countersign.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.InstanceEvent;
import dev.countersign.contracts.event.InstanceEvent.InstanceGone;
import dev.countersign.contracts.event.InstanceEvent.InstanceObserved;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What the gateway and the executor say to policy, and what policy says to all, on real topics. */
final class Bus implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> decisions;
  private final List<Event> seen = new ArrayList<>();

  Bus(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
    decisions =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        decisions.partitionsFor(Topics.DECISIONS).stream()
            .map(partition -> new TopicPartition(Topics.DECISIONS, partition.partition()))
            .toList();
    decisions.assign(partitions);
    decisions.seekToBeginning(partitions);
  }

  void observe(Instance instance) {
    send(Topics.INSTANCES, event(new InstanceObserved(instance), instance.key(), key(instance)));
  }

  /** After all that was said about another one. */
  void observe(Instance instance, InstanceKey behind) {
    send(Topics.INSTANCES, event(new InstanceObserved(instance), behind, key(instance)));
  }

  void gone(InstanceKey instance) {
    send(Topics.INSTANCES, event(new InstanceGone(instance), instance, instance.toString()));
  }

  /** Asks, and answers the event, so that it can be sent again. */
  Event ask(RequestEvent request, InstanceKey instance) {
    var event = event(request, instance, request.operationId());
    send(Topics.REQUESTS, event);
    return event;
  }

  /** Asks with a signature that need not be the gateway's, or with none. */
  void ask(RequestEvent request, InstanceKey instance, @Nullable Envelope evidence) {
    send(Topics.REQUESTS, with(evidence, event(request, instance, request.operationId())));
  }

  void again(Event event) {
    send(Topics.REQUESTS, event);
  }

  /** The same content under a new id, as a writer that forgot would send it. */
  void reissue(Event event) {
    var key = InstanceKey.parse(event.partitionKey());
    send(Topics.REQUESTS, event(event.data(), key, event.subject()));
  }

  /** All events about a subject, once there are that many. */
  List<Event> about(String subject, int count) {
    Predicate<Event> isIt = event -> event.subject().equals(subject);
    until(() -> seen.stream().filter(isIt).count() >= count);
    return seen.stream().filter(isIt).toList();
  }

  /** The first event that the condition holds for. */
  Event first(Predicate<Event> condition) {
    until(() -> seen.stream().anyMatch(condition));
    return seen.stream().filter(condition).findFirst().orElseThrow();
  }

  private void until(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          decisions.poll(Duration.ofMillis(50)).forEach(entry -> seen.add(read(entry)));
          return condition.call();
        });
  }

  private static Event event(EventData data, InstanceKey key, String subject) {
    var source = data instanceof InstanceEvent ? "/countersign/executor" : "/countersign/gateway";
    var event =
        new Event(
            EventIds.next(),
            source,
            Instant.now(),
            subject,
            key.toString(),
            1,
            new Trace("correlation-" + subject, null, null),
            data);
    return data instanceof RequestEvent request ? with(Gateway.signs(request), event) : event;
  }

  private static Event with(@Nullable Envelope evidence, Event event) {
    return new Event(
        event.id(),
        event.source(),
        event.time(),
        event.subject(),
        event.partitionKey(),
        event.sequence(),
        event.trace(),
        evidence,
        event.data());
  }

  private static String key(Instance instance) {
    return instance.key().toString();
  }

  private void send(String topic, Event event) {
    var entry =
        new ProducerRecord<String, byte[]>(topic, event.partitionKey(), EventCodec.value(event));
    EventCodec.headers(event)
        .forEach((name, value) -> entry.headers().add(name, value.getBytes(UTF_8)));
    try {
      producer.send(entry).get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static Event read(ConsumerRecord<String, byte[]> entry) {
    var headers = new HashMap<String, String>();
    entry.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return EventCodec.read(headers, entry.value());
  }

  @Override
  public void close() {
    producer.close();
    decisions.close();
  }
}
