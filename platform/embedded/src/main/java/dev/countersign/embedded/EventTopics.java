package dev.countersign.embedded;

import dev.countersign.contracts.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the platform, as one node keeps them. */
final class EventTopics {
  private static final int PARTITIONS = 4;

  private EventTopics() {}

  /**
   * @param client how whoever may create topics connects
   */
  static void create(Map<String, String> client) {
    var settings = new HashMap<String, Object>(client);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
    try (var admin = Admin.create(settings)) {
      var present = admin.listTopics().names().get(30, TimeUnit.SECONDS);
      var missing = all().stream().filter(topic -> !present.contains(topic.name())).toList();
      admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException broken) {
      throw new ChildFailed(
          "the topics could not be created at " + client.get("bootstrap.servers"), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted while creating the topics", interrupted);
    }
  }

  private static List<NewTopic> all() {
    var topics = new ArrayList<NewTopic>();
    for (var name : List.of(Topics.REQUESTS, Topics.DECISIONS, Topics.STATUS, Topics.LEDGER)) {
      topics.add(topic(name, Map.of("cleanup.policy", "delete", "retention.ms", "-1")));
    }
    topics.add(topic(Topics.RESOURCES, Map.of("cleanup.policy", "compact")));
    return topics;
  }

  private static NewTopic topic(String name, Map<String, String> cleanup) {
    var settings = new HashMap<>(cleanup);
    // There is no second node that could hold what a power cut takes from this one's page cache.
    settings.put("flush.messages", "1");
    settings.put("segment.bytes", "67108864");
    return new NewTopic(name, PARTITIONS, (short) 1).configs(settings);
  }
}
