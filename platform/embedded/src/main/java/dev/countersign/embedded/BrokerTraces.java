package dev.countersign.embedded;

import dev.countersign.contracts.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What is on a broker because somebody has read or written there. */
final class BrokerTraces {
  private static final int PATIENCE_SECONDS = 20;

  /** Consumer groups, and topics that have records with their number. */
  static Map<String, Long> of(Map<String, String> client) {
    try (var admin = Admin.create(Map.copyOf(client))) {
      var traces = new HashMap<String, Long>();
      for (var group : admin.listGroups().all().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        traces.put(group.groupId(), 0L);
      }
      ends(admin)
          .forEach((partition, end) -> {
            if (end > 0) {
              traces.merge(partition.topic(), end, Long::sum);
            }
          });
      return Map.copyOf(traces);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ChildFailed("the broker does not say what is on it", e);
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    var topics =
        admin.describeTopics(Topics.ALL).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    topics
        .values()
        .forEach(topic ->
            topic
                .partitions()
                .forEach(partition ->
                    latest.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest())));
    var ends = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(latest)
        .all()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .forEach((partition, found) -> ends.put(partition, found.offset()));
    return ends;
  }

  private BrokerTraces() {}
}
