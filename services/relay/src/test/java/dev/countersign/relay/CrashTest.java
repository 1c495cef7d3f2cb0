package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.EventBus;
import dev.countersign.embedded.TestInfra;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  /** One of the two never gets to publish at all; the other dies wherever it happens to be. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAKilledProcessHasCommittedIsPublishedByTheNext(boolean publishes) throws Exception {
    var infra = TestInfra.shared();
    var database = SharedInfra.migrated(infra.database("echo"));
    try (var node =
            new Node(infra.bootstrapServers(), database, Node.Settings.forTopic(Topics.STATUS));
        var topics = new EventBus(infra.bootstrapServers())) {
      var process = start(infra, database, publishes);
      try {
        await()
            .atMost(SOON)
            .until(() -> !process.isAlive() || node.count("select count(*) from effect") > 300);
      } finally {
        process.destroyForcibly().waitFor();
      }
      // The server may still be busy with what the dead process had sent.
      await().atMost(SOON).until(() -> sessions(node) == 1);
      var committed = subjects(node);
      assertTrue(committed.size() > 300, "it died before it was killed");
      node.relay.start();

      var published =
          topics.await(
              Topics.STATUS,
              events -> events.stream().map(Event::subject).toList().containsAll(committed));
      assertEquals(
          committed,
          published.stream().map(Event::subject).filter(committed::contains).distinct().toList());
    }
  }

  private static Process start(TestInfra infra, Database database, boolean publishes)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Committing.class.getName(),
            infra.bootstrapServers(),
            database.host(),
            Integer.toString(database.port()),
            database.name(),
            database.runtime(),
            database.runtimePassword(),
            Boolean.toString(publishes))
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "committing.log").toFile())
        .start();
  }

  private static long sessions(Node node) {
    return node.count(
        "select count(distinct client_port) from pg_stat_activity"
            + " where datname = current_database() and state <> 'idle'");
  }

  private static List<String> subjects(Node node) {
    var subjects = new ArrayList<String>();
    node.pool
        .query("select subject from effect order by number")
        .execute()
        .await()
        .atMost(Node.PATIENCE)
        .forEach(row -> subjects.add(row.getString(0)));
    return subjects;
  }
}
