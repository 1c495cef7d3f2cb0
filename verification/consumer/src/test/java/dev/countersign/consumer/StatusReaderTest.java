package dev.countersign.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.embedded.BrokerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented consumer on a real broker, fed with the frozen examples. */
class StatusReaderTest {
  private static final Path HOME = Path.of(System.getProperty("countersign.home", "../.."));
  private static final Path GOLDEN = HOME.resolve("contracts/src/test/resources/golden/v1");
  private static final String STATUS = "countersign.status";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path data;
  private static BrokerProcess broker;
  private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() throws Exception {
    broker = BrokerProcess.start(data, 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    for (var name : List.of("queued", "started", "progressed", "succeeded")) {
      var event =
          JSON.readTree(GOLDEN.resolve("dev.countersign.operation." + name + ".v1.json").toFile());
      send(event);
      send(event); // delivery is at least once
    }
    producer.send(new ProducerRecord<>(STATUS, "k", new byte[] {1})).get(30, TimeUnit.SECONDS);
    send(JSON.readTree(GOLDEN.resolve("dev.countersign.record.quarantined.v1.json").toFile()));
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void eachChangeIsHandledOnceAndInOrder() {
    var changes = new ArrayList<StatusChange>();
    try (var reader = new StatusReader(settings("once"))) {
      read(reader, changes, 4);
      reader.poll(Duration.ofMillis(500), changes::add);
    }
    assertEquals(
        List.of("queued", "started", "progressed", "succeeded"),
        changes.stream().map(change -> change.type().split("\\.")[3]).toList());
    var last = changes.getLast();
    assertEquals("available", last.data().at("/result/status").asText());
    assertEquals("111122223333:eu-central-1:rds:db:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ", last.instance());
  }

  @Test
  void aChangeWhoseHandlingFailedComesAgain() {
    try (var reader = new StatusReader(settings("again"))) {
      assertThrows(
          IllegalStateException.class,
          () -> {
            while (true) {
              reader.poll(Duration.ofSeconds(1), StatusReaderTest::fail);
            }
          });
    }
    var changes = new ArrayList<StatusChange>();
    try (var reader = new StatusReader(settings("again"))) {
      read(reader, changes, 4);
    }
    assertEquals(4, changes.size());
  }

  @Test
  void theDocumentShowsThisCode() throws IOException {
    var source =
        Files.readString(
            HOME.resolve(
                "verification/consumer/src/main/java/dev/countersign/consumer/StatusReader.java"));
    var document = Files.readString(HOME.resolve("docs/consuming-events.md"));
    var start = document.indexOf("```java\n") + "```java\n".length();
    var shown = document.substring(start, document.indexOf("```\n", start));
    assertEquals(source.substring(source.indexOf("/** Follows operations")), shown);
  }

  private static void fail(StatusChange change) {
    throw new IllegalStateException("planted at " + change.type());
  }

  private static void read(StatusReader reader, List<StatusChange> changes, int expected) {
    var deadline = Instant.now().plusSeconds(180);
    while (changes.size() < expected && Instant.now().isBefore(deadline)) {
      reader.poll(Duration.ofMillis(200), changes::add);
    }
  }

  private static Map<String, Object> settings(String group) {
    return Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", group);
  }

  private static void send(JsonNode event) throws Exception {
    var message =
        new ProducerRecord<>(
            STATUS, event.path("key").asText(), JSON.writeValueAsBytes(event.path("value")));
    event
        .path("headers")
        .properties()
        .forEach(header ->
            message
                .headers()
                .add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
    producer.send(message).get(30, TimeUnit.SECONDS);
  }
}
