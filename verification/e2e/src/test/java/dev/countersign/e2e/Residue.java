package dev.countersign.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.embedded.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a platform has kept of all that it was told: its logs, its topics and its tables. */
final class Residue {
  static final String LOGS = "logs";
  static final String TOPICS = "topics";
  static final String TABLES = "tables";
  private static final List<String> DATABASES = List.of("gateway", "policy", "executor", "audit");
  private static final Duration LOOK = Duration.ofMillis(200);

  static void collect(Platform platform, Sightings sightings) throws IOException, SQLException {
    logs(platform, sightings);
    topics(platform, sightings);
    for (var database : DATABASES) {
      try (var connection = platform.postgres().connect(database)) {
        tables(connection, sightings);
      }
    }
  }

  /** Of every process, the broker's and the database's too. */
  static void logs(Platform platform, Sightings sightings) throws IOException {
    try (var files = Files.list(platform.data().resolve("logs"))) {
      for (var file : files.toList()) {
        sightings.add(LOGS, Files.readAllBytes(file));
      }
    }
  }

  private static void topics(Platform platform, Sightings sightings) throws IOException {
    try (var consumer =
        new KafkaConsumer<>(
            platform.kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(one -> !one.topic().startsWith("__"))
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var found : consumer.poll(LOOK)) {
          var text = new StringBuilder();
          add(text, found.key());
          found
              .headers()
              .forEach(header -> {
                text.append(header.key()).append(' ');
                add(text, header.value());
              });
          add(text, found.value());
          sightings.add(TOPICS, text.toString());
        }
      }
    }
  }

  private static void add(StringBuilder text, byte[] bytes) {
    if (bytes != null) {
      text.append(new String(bytes, UTF_8)).append('\n');
    }
  }

  private static void tables(Connection connection, Sightings sightings) throws SQLException {
    var names = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select format('%I.%I', table_schema, table_name) from information_schema.tables"
                    + " where table_type = 'BASE TABLE'"
                    + " and table_schema not in ('pg_catalog', 'information_schema')")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    for (var name : Set.copyOf(names)) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select * from " + name)) {
        var columns = rows.getMetaData();
        while (rows.next()) {
          var text = new StringBuilder();
          for (var column = 1; column <= columns.getColumnCount(); column++) {
            if (columns.getColumnType(column) == Types.BINARY) {
              add(text, rows.getBytes(column));
            } else {
              text.append(rows.getString(column)).append('\n');
            }
          }
          sightings.add(TABLES, text.toString());
        }
      }
    }
  }

  private Residue() {}
}
