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

import dev.countersign.chassis.broker.Metadata;
import dev.countersign.relay.publishing.Bus;
import dev.countersign.relay.publishing.Unsent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka, by idempotent producers that wait for all replicas. */
final class KafkaBus implements Bus {
  private final Map<String, Object> settings;

  KafkaBus(Map<String, Object> kafka, String name, Duration timeout) {
    this.settings = settings(kafka, name, timeout);
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
    settings.putAll(Metadata.SOON);
    settings.remove("retries");
    settings.keySet().removeIf(key -> key.endsWith("serializer") || key.equals("group.id"));
    return settings;
  }

  @Override
  public Sender open() {
    return new Producer(
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
  }

  private record Producer(KafkaProducer<String, byte[]> producer) implements Sender {
    @Override
    public void send(Unsent event, Consumer<@Nullable Exception> answer) {
      try {
        producer.send(event.message(), (_, fault) -> answer.accept(fault));
      } catch (KafkaException | IllegalStateException e) {
        answer.accept(e);
      }
    }

    @Override
    public void close() {
      producer.close(Duration.ZERO);
    }
  }
}
