package dev.countersign.relay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions nobody reads. A consumer without partitions may be one too many, or one that has
 * not noticed that there are partitions again: only the group as a whole tells.
 *
 * @param there topics that exist
 * @param unread how many partitions of each topic no member of its group has; of a topic that does
 *     not exist, one. Nothing of a group that is just being given its partitions
 */
record Assignment(Set<String> there, Map<String, Integer> unread) {
  static final Assignment UNKNOWN = new Assignment(Set.of(), Map.of());

  private static final int PATIENCE_SECONDS = 10;

  /** Asks the broker. */
  static Assignment of(Admin admin, List<Consumption> consumptions)
      throws ExecutionException, TimeoutException, InterruptedException {
    var topics = consumptions.stream().map(Consumption::topic).collect(Collectors.toSet());
    var groups = consumptions.stream().map(Consumption::group).collect(Collectors.toSet());
    var askedTopics = admin.describeTopics(topics).topicNameValues();
    var askedGroups = admin.describeConsumerGroups(groups).describedGroups();
    var there = new HashSet<String>();
    var unread = new HashMap<String, Integer>();
    for (var one : consumptions) {
      var described = answer(askedTopics.get(one.topic()), UnknownTopicOrPartitionException.class);
      var group = answer(askedGroups.get(one.group()), GroupIdNotFoundException.class);
      described.ifPresent(topic -> there.add(topic.name()));
      if (group.map(Assignment::settled).orElse(true)) {
        var left = new HashSet<TopicPartition>();
        described.ifPresent(topic ->
            topic
                .partitions()
                .forEach(part -> left.add(new TopicPartition(topic.name(), part.partition()))));
        group.ifPresent(known ->
            known
                .members()
                .forEach(member -> left.removeAll(member.assignment().topicPartitions())));
        unread.merge(one.topic(), described.isEmpty() ? 1 : left.size(), Math::max);
      }
    }
    return new Assignment(Set.copyOf(there), Map.copyOf(unread));
  }

  /** Whether this topic has partitions that nobody reads. */
  boolean leavesUnread(String topic) {
    return there.contains(topic) && unread.getOrDefault(topic, 0) > 0;
  }

  private static boolean settled(ConsumerGroupDescription group) {
    return group.groupState() == GroupState.STABLE
        || group.groupState() == GroupState.EMPTY
        || group.groupState() == GroupState.DEAD;
  }

  /** Nothing where the broker says that there is no such thing. */
  private static <T> Optional<T> answer(@Nullable KafkaFuture<T> asked, Class<?> unknown)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return asked == null
          ? Optional.empty()
          : Optional.of(asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (unknown.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
