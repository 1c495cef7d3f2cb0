package dev.countersign.consumer;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows operations on {@code countersign.status}. For one thread. */
public final class StatusReader implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StatusReader.class.getName());
  private static final String TOPIC = "countersign.status";
  private static final String SOURCE = "/countersign/executor"; // who alone may write it
  private static final String PREFIX = "dev.countersign.operation.";
  private static final int LONGEST = 512; // bytes of a header
  private static final int REMEMBERED = 100_000;

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final KafkaConsumer<String, byte[]> kafka;
  private long putAside;

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
    kafka.subscribe(List.of(TOPIC));
  }

  /** Waits for records, hands each new change to the handler, and commits once it has returned. */
  public void poll(Duration patience, Consumer<StatusChange> handler) {
    for (var entry : kafka.poll(patience)) {
      try {
        var id = header(entry, "ce_source") + ' ' + header(entry, "ce_id");
        var change = change(entry);
        // Others may be added to the topic; records that you do not know are not an error.
        if (change.type().startsWith(PREFIX) && !seen.contains(id)) {
          handler.accept(change);
          seen.add(id);
        }
      } catch (Unreadable e) {
        putAside(entry, e);
      }
    }
    kafka.commitSync();
  }

  /** How many records nobody should act on. Raise an alarm when this grows. */
  public long putAside() {
    return putAside;
  }

  /** One bad record must not hold the others up. Keep it whole where you keep things. */
  private void putAside(ConsumerRecord<String, byte[]> entry, Unreadable why) {
    putAside++;
    LOG.log(
        System.Logger.Level.ERROR,
        "put aside {0}-{1,number,#}@{2,number,#}: {3}",
        entry.topic(),
        entry.partition(),
        entry.offset(),
        why.getMessage());
  }

  private StatusChange change(ConsumerRecord<String, byte[]> entry) {
    // The broker knows who may write the topic, and not in whose name.
    if (!header(entry, "ce_source").equals(SOURCE)) {
      throw new Unreadable("its source may not write this topic");
    }
    var type = header(entry, "ce_type");
    var operation = header(entry, "ce_subject");
    var instance = header(entry, "ce_partitionkey");
    if (!instance.equals(entry.key())) {
      throw new Unreadable("ce_partitionkey is not the record's key");
    }
    var data = data(entry);
    if (type.startsWith(PREFIX) && !data.path("operation_id").asText().equals(operation)) {
      throw new Unreadable("ce_subject is not what the value is about");
    }
    return new StatusChange(type, operation, instance, sequence(entry), data);
  }

  private long sequence(ConsumerRecord<String, byte[]> entry) {
    try {
      return Long.parseLong(header(entry, "ce_sequence"));
    } catch (NumberFormatException e) {
      throw new Unreadable("ce_sequence is not a number");
    }
  }

  private JsonNode data(ConsumerRecord<String, byte[]> entry) {
    try {
      var data = entry.value() == null ? null : json.readTree(entry.value());
      if (data != null && data.isObject()) {
        return data;
      }
      throw new Unreadable("the value is no object");
    } catch (IOException e) {
      throw new Unreadable("the value is not JSON");
    }
  }

  /** There once, in UTF-8, and not too long: what is not could mean two things to two readers. */
  private static String header(ConsumerRecord<?, ?> entry, String name) {
    var found = new ArrayList<Header>();
    entry.headers().headers(name).forEach(found::add);
    var bytes = found.size() == 1 ? found.getFirst().value() : null;
    if (bytes == null || bytes.length == 0 || bytes.length > LONGEST) {
      throw new Unreadable(name + " is not there once, or is too long");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable(name + " is not UTF-8");
    }
  }

  @Override
  public void close() {
    kafka.close();
  }

  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
