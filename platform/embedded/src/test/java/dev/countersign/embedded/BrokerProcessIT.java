package dev.countersign.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
    try (var broker = BrokerProcess.start(folder, 0)) {
      send(broker, Topics.REQUESTS, "before");

      broker.kill9();
      assertFalse(broker.alive());
      broker.start();

      send(broker, Topics.REQUESTS, "after");
      assertEquals(Set.of("before", "after"), read(broker, Topics.REQUESTS, 2));
    }
  }

  @Test
  void aFolderFromBeforeThereWereUsersGetsThemWithoutLosingARecord() throws Exception {
    try (var broker = BrokerProcess.start(folder, 0)) {
      send(broker, Topics.REQUESTS, "before");
    }
    var users = new KafkaUsers(KafkaUsers.names().stream().collect(toMap(n -> n, n -> n + "1")));
    var file = Files.writeString(folder.resolve("users.properties"), users.file());
    var log = folder.resolve("broker.log");
    try (var broker = BrokerProcess.at(folder, 0, log, "--users", file.toString())) {
      broker.start();
      broker.createTopics(users);
      broker.createTopics(users);

      assertEquals(
          Set.of("before"), read(broker, Topics.REQUESTS, 1, users.login(KafkaUsers.READER)));
      assertThrows(ExecutionException.class, () -> send(broker, Topics.REQUESTS, "unknown", 4));
    }
  }

  @Test
  void aBrokerWhosePortIsTakenEnds() throws Exception {
    int port = Ports.free();
    try (var stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        var broker = BrokerProcess.at(folder, port, folder.resolve("broker.log"))) {
      var failed = assertThrows(ChildFailed.class, broker::start);
      assertTrue(failed.toString().contains("ended instead of starting"), failed::toString);
      assertEquals(port, stranger.getLocalPort());
    }
  }

  @Test
  void aTopicThatNobodyCreatedIsRefused() {
    try (var broker = BrokerProcess.start(folder, 0)) {
      var refused =
          assertThrows(ExecutionException.class, () -> send(broker, "countersign.request", "x", 4));
      assertInstanceOf(TimeoutException.class, refused.getCause());
    }
  }

  @Test
  void aPausedBrokerAnswersAgainAfterwards() throws Exception {
    try (var broker = BrokerProcess.start(folder, 0)) {
      broker.pause();
      assertThrows(ExecutionException.class, () -> send(broker, Topics.STATUS, "too early", 4));
      broker.resume();
      await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .untilAsserted(() -> send(broker, Topics.STATUS, "in time"));
    }
  }

  private static void send(BrokerProcess broker, String topic, String value) throws Exception {
    send(broker, topic, value, 60);
  }

  /**
   * @param patience in seconds
   */
  private static void send(BrokerProcess broker, String topic, String value, int patience)
      throws Exception {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "acks",
            "all",
            "max.block.ms",
            patience * 1000,
            "request.timeout.ms",
            patience * 500,
            "linger.ms",
            0,
            "delivery.timeout.ms",
            patience * 1000);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, "key", value.getBytes(UTF_8)))
          .get(2L * patience, TimeUnit.SECONDS);
    }
  }

  private static Set<String> read(BrokerProcess broker, String topic, int count) {
    return read(broker, topic, count, Map.of());
  }

  private static Set<String> read(
      BrokerProcess broker, String topic, int count, Map<String, String> login) {
    var settings = new HashMap<String, Object>(login);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("group.id", "reader");
    settings.put("auto.offset.reset", "earliest");
    var seen = new HashSet<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(one -> seen.add(new String(one.value(), UTF_8)));
            return seen.size() >= count;
          });
    }
    return seen;
  }
}
