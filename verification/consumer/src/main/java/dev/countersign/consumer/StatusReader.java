package dev.countersign.consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows operations on {@code countersign.status}. For one thread. */
public final class StatusReader implements AutoCloseable {
  private static final String PREFIX = "dev.countersign.operation.";
  private static final int REMEMBERED = 100_000;

  private final ObjectMapper json = new ObjectMapper();
  private final KafkaConsumer<String, byte[]> kafka;

  // Where a change leads to something that must not happen twice, keep this set in your database,
  // and insert into it in the same transaction.
  private final Set<String> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * @param settings {@code bootstrap.servers}, {@code group.id} and whatever your broker asks for
   */
  public StatusReader(Map<String, Object> settings) {
    var all = new LinkedHashMap<>(settings);
    all.put("enable.auto.commit", false); // we commit when the work is done, not when it is read
    all.put("auto.offset.reset", "earliest"); // a new group starts with the first record
    all.put("isolation.level", "read_committed");
    kafka = new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
    kafka.subscribe(List.of("countersign.status"));
  }

  /** Waits for records, hands each new change to the handler, and commits once it has returned. */
  public void poll(Duration patience, Consumer<StatusChange> handler) {
    for (var entry : kafka.poll(patience)) {
      var type = header(entry, "ce_type");
      // Others may be added to the topic; records that you do not know are not an error.
      if (type.startsWith(PREFIX) && entry.value() != null) {
        var id = header(entry, "ce_source") + ' ' + header(entry, "ce_id");
        if (!seen.contains(id)) {
          handler.accept(change(type, entry));
          seen.add(id);
        }
      }
    }
    kafka.commitSync();
  }

  private StatusChange change(String type, ConsumerRecord<String, byte[]> entry) {
    try {
      return new StatusChange(
          type,
          header(entry, "ce_subject"),
          entry.key(),
          Long.parseLong(header(entry, "ce_sequence")),
          json.readTree(entry.value()));
    } catch (IOException e) {
      throw new IllegalStateException("offset " + entry.offset() + " is not JSON", e);
    }
  }

  private static String header(ConsumerRecord<?, ?> entry, String name) {
    var header = entry.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    kafka.close();
  }
}
