package dev.countersign.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends records as they are, for tests of what becomes of those that should not be. */
public final class RawProducer {
  /**
   * Sends all of them to the partition of this key, behind each other.
   *
   * @return the offset of each
   */
  public static List<Long> send(String bootstrapServers, String key, List<RawRecord> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (var one : records) {
        var partitions = producer.partitionsFor(one.topic()).size();
        var partition = BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions);
        var message = new ProducerRecord<>(one.topic(), partition, one.key(), one.value());
        one.headers().forEach(header -> message.headers().add(header.name(), header.value()));
        sent.add(producer.send(message));
      }
      var offsets = new ArrayList<Long>();
      for (var one : sent) {
        offsets.add(one.get(60, TimeUnit.SECONDS).offset());
      }
      return offsets;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private RawProducer() {}
}
