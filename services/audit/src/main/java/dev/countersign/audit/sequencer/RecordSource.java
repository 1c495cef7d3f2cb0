package dev.countersign.audit.sequencer;

import dev.countersign.audit.entry.LedgerRecord;
import dev.countersign.audit.entry.LedgerRecord.Header;
import dev.countersign.audit.entry.LedgerRecord.Position;
import dev.countersign.audit.intake.Partition;
import dev.countersign.audit.intake.ReplayOrder;
import dev.countersign.audit.intake.Resumption.Log;
import dev.countersign.chassis.broker.Metadata;
import dev.countersign.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All partitions of all recorded topics. There is no consumer group: the database's lock says who
 * reads and its rows say from where, so a writer that takes over need not wait for a broker to give
 * up on the last one.
 */
final class RecordSource implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Gathering ends when nothing has come for so long, or when it has taken so long. */
  private static final Duration QUIET = Duration.ofMillis(12);

  /** Long enough for what the broker has. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /**
   * Of keys, headers and content, after which no more is gathered: a batch of the largest records
   * there are would not fit into memory, and would be read again and again.
   */
  private static final long MOST_BYTES = 16L << 20;

  private static final Duration LONGEST_GATHERING = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions;
  private final int batchSize;
  private long gatheredBytes;

  private RecordSource(
      KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, int batchSize) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.batchSize = batchSize;
  }

  /** Finds the partitions; nothing is read before {@link #seek}. */
  static RecordSource open(Map<String, Object> broker, int batchSize) {
    var settings = new HashMap<>(broker);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // An offset that the broker does not have is a finding, not something to be smoothed over.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce(batchSize));
    settings.putAll(Metadata.SOON);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      var partitions = discover(consumer);
      consumer.assign(partitions);
      return new RecordSource(consumer, partitions, batchSize);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** What the broker has of each partition. */
  Map<Partition, Log> logs() {
    var begins = consumer.beginningOffsets(partitions, PATIENCE);
    var ends = consumer.endOffsets(partitions, PATIENCE);
    var logs = new HashMap<Partition, Log>();
    begins.forEach((at, begin) -> logs.put(ours(at), new Log(begin, ends.getOrDefault(at, begin))));
    return logs;
  }

  /** Reads on from these offsets. */
  void seek(Map<Partition, Long> offsets) {
    offsets.forEach((partition, offset) ->
        consumer.seek(new TopicPartition(partition.topic(), partition.number()), offset));
  }

  /**
   * The next records of all partitions, in one order, a batch at most; none when the time is over.
   *
   * <p>A batch costs a commit and a signature, whatever it holds. So it begins with the first
   * record and takes in what comes soon after it: an operation's events are some milliseconds apart
   * and go into the ledger together, while nobody who works on that operation has to share the
   * machine with it.
   */
  List<LedgerRecord> gather(Duration patience) {
    gatheredBytes = 0;
    var gathered = new HashMap<TopicPartition, List<LedgerRecord>>();
    var size = poll(patience, gathered);
    var begun = System.nanoTime();
    for (var more = size;
        more > 0 && hasRoom(size) && System.nanoTime() - begun < LONGEST_GATHERING.toNanos();
        size += more) {
      // As much as a poll takes: there is more behind it, and nothing to wait for.
      if (more < atOnce(batchSize)) {
        pause();
      }
      more = drain(size, gathered);
    }
    return ReplayOrder.merge(Topics.RECORDED, List.copyOf(gathered.values()));
  }

  /** All that is there, as far as it fits. */
  private int drain(int size, Map<TopicPartition, List<LedgerRecord>> into) {
    var drained = 0;
    for (var more = -1; more != 0 && hasRoom(size + drained); drained += more) {
      more = poll(AT_ONCE, into);
    }
    return drained;
  }

  private boolean hasRoom(int size) {
    return size + atOnce(batchSize) <= batchSize && gatheredBytes < MOST_BYTES;
  }

  /**
   * Asleep: a poll that waits wakes up for each record, on a machine that others need who work on
   * the operation.
   */
  private static void pause() {
    try {
      Thread.sleep(QUIET);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The next poll ends by it.
    }
  }

  private int poll(Duration patience, Map<TopicPartition, List<LedgerRecord>> into) {
    var polled = consumer.poll(patience);
    for (var partition : polled.partitions()) {
      var records = into.computeIfAbsent(partition, _ -> new ArrayList<>());
      for (var record : polled.records(partition)) {
        var gathered = ours(record);
        records.add(gathered);
        gatheredBytes += gathered.size();
      }
    }
    return polled.count();
  }

  /** Half a batch, so that there is room for what comes soon after. */
  private static int atOnce(int batchSize) {
    return Math.max(1, batchSize / 2);
  }

  /** How many records of each topic were not read yet, as far as it is known. */
  Map<String, Long> lag() {
    var lag = new HashMap<String, Long>();
    for (var partition : partitions) {
      lag.merge(partition.topic(), consumer.currentLag(partition).orElse(0), Long::sum);
    }
    return lag;
  }

  /** Whether topics have got more partitions since. */
  boolean outgrown() {
    return !discover(consumer).equals(partitions);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Set<TopicPartition> discover(KafkaConsumer<byte[], byte[]> consumer) {
    var partitions = new HashSet<TopicPartition>();
    // One question for all of them.
    var topics = consumer.listTopics(PATIENCE);
    for (var topic : Topics.RECORDED) {
      var found = topics.get(topic);
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException("the topic " + topic + " is not there");
      }
      found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private static Partition ours(TopicPartition partition) {
    return new Partition(partition.topic(), partition.partition());
  }

  private static LedgerRecord ours(ConsumerRecord<byte[], byte[]> polled) {
    var headers =
        Arrays.stream(polled.headers().toArray())
            .map(header -> new Header(header.key(), header.value()))
            .toList();
    return new LedgerRecord(
        new Position(polled.topic(), polled.partition(), polled.offset()),
        polled.timestamp(),
        polled.key(),
        headers,
        polled.value());
  }
}
