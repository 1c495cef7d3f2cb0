package dev.countersign.relay;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a service's groups are, by what they have committed: a consumer's own idea of its lag
 * knows nothing of records that it has fetched and not handled, and nothing of what other replicas
 * have to do.
 *
 * @param behind records that are not handled, by topic
 * @param ends how many records each topic has ever had
 */
record Lag(Map<String, Long> behind, Map<String, Long> ends) {
  private static final int PATIENCE_SECONDS = 10;

  /** Whether everything was handled that a topic had at an earlier look. */
  boolean hasReached(Lag earlier, String topic) {
    var handled = ends.getOrDefault(topic, 0L) - behind.getOrDefault(topic, 0L);
    return handled >= earlier.ends.getOrDefault(topic, 0L);
  }

  /** Whether a topic had more records than at a later look. */
  boolean isAheadOf(Lag later) {
    return ends.entrySet().stream()
        .anyMatch(topic -> topic.getValue() > later.ends.getOrDefault(topic.getKey(), 0L));
  }

  /** Asks the broker. */
  static Lag of(Admin admin, List<Consumption> consumptions)
      throws ExecutionException, TimeoutException, InterruptedException {
    var topics = consumptions.stream().map(Consumption::topic).collect(Collectors.toSet());
    var partitions = new HashSet<TopicPartition>();
    for (var topic : get(admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition())));
    }
    // All three are asked before the first answer is waited for.
    var asked =
        admin
            .listConsumerGroupOffsets(
                consumptions.stream()
                    .collect(
                        Collectors.toMap(
                            Consumption::group, _ -> new ListConsumerGroupOffsetsSpec())))
            .all();
    var askedEnds = admin.listOffsets(all(partitions, OffsetSpec.latest())).all();
    var askedBegins = admin.listOffsets(all(partitions, OffsetSpec.earliest())).all();
    var committed = get(asked);
    var ends = offsets(get(askedEnds));
    var begins = offsets(get(askedBegins));
    var behind = new HashMap<String, Long>();
    var written = new HashMap<String, Long>();
    ends.forEach((at, end) -> written.merge(at.topic(), end, Long::sum));
    for (var consumption : consumptions) {
      var reached = committed.getOrDefault(consumption.group(), Map.of());
      long lag = 0;
      for (var end : ends.entrySet()) {
        var at = end.getKey();
        if (at.topic().equals(consumption.topic())) {
          lag +=
              Math.max(0, end.getValue() - reached(reached.get(at), begins.getOrDefault(at, 0L)));
        }
      }
      behind.merge(consumption.topic(), lag, Math::max);
    }
    return new Lag(Map.copyOf(behind), Map.copyOf(written));
  }

  private static long reached(@Nullable OffsetAndMetadata committed, long begin) {
    return committed == null ? begin : Math.max(begin, committed.offset());
  }

  private static Map<TopicPartition, OffsetSpec> all(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which));
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, ListOffsetsResultInfo> found) {
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
