package dev.countersign.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service on every topic, on a real broker that checks rights. */
class KafkaRightsIT {
  private static final Duration LOOK = Duration.ofMillis(300);

  @TempDir static Path folder;
  private static GuardedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = GuardedBroker.start(folder);
    broker.grant();
    try (var producer =
        new KafkaProducer<>(
            Map.copyOf(broker.client(GuardedBroker.ADMIN)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var topic : Topics.ALL) {
        producer.send(message(topic)).get();
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void eachServiceCanWriteItsOwnTopicsAndNoOthers() {
    for (var rights : KafkaRights.values()) {
      var settings = client(rights);
      // Durable and in order, as the relay writes, and without a right on the cluster.
      settings.put("acks", "all");
      settings.put("enable.idempotence", true);
      assertEquals(
          rights.writes(),
          those(
              Topics.ALL,
              topic -> {
                // A producer is of no use any more after its first refusal.
                try (var producer =
                    new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                  return allowed(() -> producer.send(message(topic)).get());
                }
              }),
          rights.principal());
    }
  }

  @Test
  void eachServiceCanReadWhatItNeedsAndNothingElse() {
    for (var rights : KafkaRights.values()) {
      assertEquals(
          new TreeSet<>(rights.reads()),
          new TreeSet<>(those(Topics.ALL, topic -> reads(client(rights), topic))),
          rights.principal());
    }
  }

  @Test
  void eachServiceCanUseItsOwnGroupsAndNoOthers() {
    var groups =
        Stream.of(KafkaRights.values()).flatMap(rights -> rights.groups().stream()).toList();
    for (var rights : KafkaRights.values()) {
      assertEquals(
          rights.groups(),
          those(groups, group -> commits(client(rights), group, rights.reads().getFirst())),
          rights.principal());
    }
  }

  @Test
  void nobodyCanCreateOrDeleteTopics() throws Exception {
    for (var rights : KafkaRights.values()) {
      try (var admin = Admin.create(client(rights))) {
        assertEquals(
            List.of(),
            those(
                Topics.ALL, topic -> allowed(() -> admin.deleteTopics(List.of(topic)).all().get())),
            rights.principal());
      }
    }
    try (var admin = Admin.create(Map.copyOf(broker.client(GuardedBroker.ADMIN)))) {
      assertEquals(new TreeSet<>(Topics.ALL), new TreeSet<>(admin.listTopics().names().get()));
    }
  }

  @Test
  void theReaderReadsEverythingInGroupsOfItsOwnAndWritesNothing() {
    assertEquals(Topics.ALL, those(Topics.ALL, topic -> reads(reader(), topic)));
    assertTrue(commits(reader(), "reader-of-a-dashboard", Topics.STATUS));
    assertFalse(commits(reader(), "policy-requests", Topics.REQUESTS));
    assertFalse(commits(reader(), "a-dashboard", Topics.STATUS));
    for (var topic : Topics.ALL) {
      try (var producer =
          new KafkaProducer<>(reader(), new ByteArraySerializer(), new ByteArraySerializer())) {
        assertFalse(allowed(() -> producer.send(message(topic)).get()), topic);
      }
    }
  }

  @Test
  void whoDoesNotLogInIsHeardByNeitherBrokerNorController() throws Exception {
    for (var where : List.of("bootstrap.servers", "bootstrap.controllers")) {
      var nobody = new HashMap<String, Object>();
      nobody.put(where, where.equals("bootstrap.servers") ? address() : controller());
      nobody.put("request.timeout.ms", 1500);
      nobody.put("default.api.timeout.ms", 2000);
      assertNotHeard(nobody);
      var wrong = new HashMap<>(nobody);
      wrong.putAll(new KafkaUsers(Map.of("admin", "a-guess")).login("admin"));
      assertNotHeard(wrong);
    }
  }

  private static void assertNotHeard(Map<String, Object> settings) throws Exception {
    try (var admin = Admin.create(settings)) {
      var failed =
          assertThrows(ExecutionException.class, () -> admin.describeCluster().nodes().get());
      assertTrue(
          failed.getCause() instanceof TimeoutException
              || failed.getCause() instanceof AuthenticationException,
          failed.toString());
    }
  }

  private static String address() {
    return Objects.requireNonNull(broker.client(GuardedBroker.ADMIN).get("bootstrap.servers"));
  }

  private static String controller() throws Exception {
    try (var admin = Admin.create(Map.copyOf(broker.client(GuardedBroker.ADMIN)))) {
      var nodes = admin.describeMetadataQuorum().quorumInfo().get().nodes();
      var endpoint = nodes.values().iterator().next().endpoints().getFirst();
      return endpoint.host() + ':' + endpoint.port();
    }
  }

  private static Map<String, Object> reader() {
    return new HashMap<>(broker.client(KafkaUsers.READER));
  }

  private static boolean reads(Map<String, Object> settings, String topic) {
    try (var consumer = consumer(settings)) {
      var partition = new TopicPartition(topic, 0);
      return allowed(() -> {
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        // There is a record in each topic: it comes, or the refusal does.
        await().atMost(Duration.ofMinutes(1)).until(() -> !consumer.poll(LOOK).isEmpty());
      });
    }
  }

  private static boolean commits(Map<String, Object> settings, String group, String topic) {
    settings.put("group.id", group);
    try (var consumer = consumer(settings)) {
      var partition = new TopicPartition(topic, 0);
      return allowed(() -> {
        consumer.assign(List.of(partition));
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
      });
    }
  }

  private static ProducerRecord<byte[], byte[]> message(String topic) {
    return new ProducerRecord<>(topic, 0, new byte[1], new byte[1]);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    settings.put("auto.offset.reset", "earliest");
    settings.put("fetch.max.wait.ms", 20);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> client(KafkaRights rights) {
    return new HashMap<>(broker.client(rights.principal()));
  }

  private static List<String> those(List<String> all, Predicate<String> allowed) {
    var those = new ArrayList<>(all);
    those.removeIf(allowed.negate());
    return those;
  }

  private static boolean allowed(Act act) {
    try {
      act.run();
      return true;
    } catch (AuthorizationException refused) {
      return false;
    } catch (ExecutionException | KafkaException broken) {
      // A producer that was refused before it is asked to send says so at once, in another wrapper.
      if (broken.getCause() instanceof AuthorizationException) {
        return false;
      }
      throw new AssertionError(broken);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private interface Act {
    void run() throws ExecutionException, InterruptedException;
  }
}
