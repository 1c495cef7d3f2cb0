package dev.countersign.relay;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
import static org.apache.kafka.clients.producer.ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import dev.countersign.relay.Outbox.Unsent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * One producer, used until its first failure and then thrown away.
 *
 * <p>An idempotent producer keeps the order of a partition as long as it retries. When it gives a
 * record up, it renumbers what is behind it and sends that, and the order is gone. So the first
 * failure closes it on the spot, on its own I/O thread, before it can; its successor begins again
 * with the first unsent record. What arrives twice that way is in order both times, and so is what
 * a second relay sends that believes to lead for a moment: a reader meets every record for the
 * first time in order.
 */
final class Publisher {
  private final KafkaProducer<String, byte[]> producer;
  private final LongConsumer onSent;
  private final Runnable onFailure;
  private final Set<Long> underway = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Exception failure;

  Publisher(
      Map<String, Object> kafka,
      String name,
      Duration timeout,
      LongConsumer onSent,
      Runnable onFailure) {
    this.producer =
        new KafkaProducer<>(
            settings(kafka, name, timeout), new StringSerializer(), new ByteArraySerializer());
    this.onSent = onSent;
    this.onFailure = onFailure;
  }

  private static Map<String, Object> settings(
      Map<String, Object> kafka, String name, Duration timeout) {
    // Bootstrap servers and security come from kafka.*; what order and durability rest on does not.
    var settings = new HashMap<>(kafka);
    var millis = Math.toIntExact(timeout.toMillis());
    settings.put(CLIENT_ID_CONFIG, name + "-relay");
    settings.put(ACKS_CONFIG, "all");
    settings.put(ENABLE_IDEMPOTENCE_CONFIG, true);
    // A partition that knows nothing of this producer yet takes any number as its first. Of two
    // requests underway to one whose leader is only just there, the second is taken and the first,
    // refused a moment before, never again: idempotence keeps no order until something is there.
    settings.put(MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(LINGER_MS_CONFIG, 0);
    settings.put(DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 3));
    settings.put(MAX_BLOCK_MS_CONFIG, Math.max(1, millis / 3));
    settings.put(RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    settings.remove("retries");
    settings.keySet().removeIf(key -> key.endsWith("serializer") || key.equals("group.id"));
    return settings;
  }

  /** Sends it after all those before. Does nothing once a send has failed. */
  void send(Unsent event) {
    if (failure != null) {
      return;
    }
    underway.add(event.number());
    try {
      producer.send(event.message(), (_, fault) -> answered(event.number(), fault));
    } catch (KafkaException | IllegalStateException e) {
      answered(event.number(), e);
    }
  }

  private void answered(long number, @Nullable Exception fault) {
    if (failure != null) {
      return;
    }
    if (fault != null) {
      failure = fault;
      producer.close(Duration.ZERO);
      onFailure.run();
      return;
    }
    // In this order: a round that finds it in neither place would send it again.
    onSent.accept(number);
    underway.remove(number);
  }

  /** Why nothing more can be sent with this one; null while it works. */
  @Nullable Exception failure() {
    return failure;
  }

  /** What was given to the producer and not confirmed by the broker. */
  Set<Long> underway() {
    return underway;
  }

  /** Waits so long for what is underway. */
  void close(Duration limit) {
    producer.close(limit);
  }
}
