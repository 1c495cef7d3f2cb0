package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RecordEvent.EventRef;
import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.EventBus;
import dev.countersign.embedded.PostgresProcess;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay against a broker and a database that get killed. */
class RelayTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static int databases;

  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static PostgresProcess postgres;

  private dev.countersign.embedded.Database database;

  @BeforeAll
  static void start() {
    postgres = PostgresProcess.startQuick(folder.resolve("postgres"), 0);
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
    postgres.close();
  }

  @BeforeEach
  void freshDatabase() {
    database =
        SharedInfra.migrated(
            postgres.createDatabase("echo" + ++databases, "owner-secret", "runtime-secret"));
  }

  @Test
  void whatIsCommittedIsPublishedInItsOrderAndMarked() {
    var settings =
        new Node.Settings(
            Topics.STATUS, Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(35));
    try (var node = node(settings);
        var topics = new EventBus(broker.bootstrapServers())) {
      node.relay.start();
      var committed = node.commit(1, 1, 200);
      assertEquals(committed, published(topics, committed));
      await().atMost(SOON).until(() -> unsent(node) == 0);
      assertEquals(200, node.count("select count(*) from outbox where sent_times = 1"));
    }
  }

  @Test
  void whatIsCommittedWhileTheBrokerIsDownArrivesInOrderWhenItIsBack() {
    try (var node = node(Node.Settings.forTopic(Topics.STATUS));
        var topics = new EventBus(broker.bootstrapServers())) {
      node.relay.start();
      var committed = new ArrayList<>(node.commit(1, 1, 20));
      broker.kill9();
      committed.addAll(node.commit(1, 21, 300));
      // Longer than the delivery timeout: the producer has given up at least once.
      await().atMost(SOON).until(() -> !node.troubles.current().isEmpty());
      broker.start();
      committed.addAll(node.commit(1, 301, 320));

      assertEquals(committed, published(topics, committed));
      await().atMost(SOON).until(() -> unsent(node) == 0 && node.troubles.current().isEmpty());
    }
  }

  @Test
  void aDatabaseThatIsKilledAndRestartedStopsNothingForGood() {
    try (var node = node(Node.Settings.forTopic(Topics.STATUS));
        var topics = new EventBus(broker.bootstrapServers())) {
      node.relay.start();
      var committed = new ArrayList<>(node.commit(1, 1, 20));
      postgres.kill9();
      await().atMost(SOON).until(() -> !node.troubles.current().isEmpty());
      postgres.start();
      await().atMost(SOON).ignoreExceptions().until(() -> node.count("select 1") == 1);
      committed.addAll(node.commit(1, 21, 40));

      assertEquals(committed, published(topics, committed));
      await().atMost(SOON).until(() -> unsent(node) == 0 && node.troubles.current().isEmpty());
    }
  }

  @Test
  void thousandsThatCouldNotBeMarkedForAWhileDoNotStopWhatFollows() throws Exception {
    try (var node = node(Node.Settings.forTopic(Topics.STATUS))) {
      // The broker takes all that may be underway, and nothing of it can be noted down.
      asOwner("revoke update, delete on outbox from \"" + database.runtime() + '"');
      node.commitAtOnce(1, 1, 2_500);
      node.relay.start();
      await().atMost(SOON).until(() -> node.relay.unmarked() >= 2_000);
      asOwner("grant update, delete on outbox to \"" + database.runtime() + '"');

      await().atMost(SOON).until(() -> unsent(node) == 0);
    }
  }

  @Test
  void moreThanMayBeUnderwayInABrokerThatIsStoppedForTooLongIsPublishedOnceItGoesOn() {
    var settings =
        new Node.Settings(
            Topics.STATUS, Duration.ofMinutes(5), Duration.ofSeconds(3), Duration.ofDays(35));
    try (var node = node(settings)) {
      node.relay.start();
      node.commit(1, 1, 1);
      await().atMost(SOON).until(() -> unsent(node) == 0);
      broker.pause();
      try {
        node.commitAtOnce(1, 2, 2_500);
        await().atMost(SOON).until(() -> node.troubles.current().containsKey("publishing"));
      } finally {
        broker.resume();
      }
      await().atMost(SOON).until(() -> unsent(node) == 0);
      await().atMost(SOON).until(() -> node.troubles.current().isEmpty());
    }
  }

  private void asOwner(String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.owner(), database.ownerPassword());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void whatTheLedgerDoesNotAcknowledgeIsPublishedAgain() {
    var settings =
        new Node.Settings(
            Topics.STATUS, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofDays(35));
    try (var node = node(settings);
        var topics = new EventBus(broker.bootstrapServers())) {
      node.relay.start();
      var known = node.commit(1, 1, 1).getFirst();
      var lost = node.commit(1, 2, 2).getFirst();
      var refs = new ArrayList<EventRef>();
      topics.await(
          Topics.STATUS,
          events -> {
            refs.clear();
            events.stream()
                .filter(event -> event.subject().equals(known))
                .forEach(event -> refs.add(new EventRef(event.source(), event.id())));
            return !refs.isEmpty();
          });
      new LedgerAcknowledgements(node.pool, settings)
          .acknowledge(refs)
          .await()
          .atMost(Node.PATIENCE);

      topics.await(Topics.STATUS, events -> times(lost, events) >= 2);
      assertEquals(1, node.count("select count(*) from outbox"));
      assertTrue(node.count("select sent_times from outbox") >= 1);
    }
  }

  @Test
  void aBrokerThatHasLostWhatItAcknowledgedGetsItAgain() throws IOException {
    // Longer than it takes to commit and send all of them: none may be due before the others.
    var settings =
        new Node.Settings(
            Topics.STATUS, Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofDays(35));
    var data = folder.resolve("forgetful");
    try (var forgetful = BrokerProcess.start(data, 0);
        var node = new Node(forgetful.bootstrapServers(), database, settings)) {
      node.relay.start();
      var committed = node.commit(1, 1, 50);
      await().atMost(SOON).until(() -> unsent(node) == 0);

      forgetful.kill9();
      deleteTree(data);
      forgetful.start();
      forgetful.createTopics();

      try (var topics = new EventBus(forgetful.bootstrapServers())) {
        assertEquals(committed, published(topics, committed));
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void whatNoLedgerRecordsIsForgottenOnceTheBrokerHasIt() {
    try (var node = node(Node.Settings.forTopic(Topics.LEDGER));
        var topics = new EventBus(broker.bootstrapServers())) {
      node.relay.start();
      var committed = node.commit(1, 1, 3);
      topics.await(Topics.LEDGER, events -> times(committed.getLast(), events) > 0);
      await().atMost(SOON).until(() -> node.count("select count(*) from outbox") == 0);
    }
  }

  @Test
  void oneInstancePublishesAndAnotherTakesOver() {
    try (var topics = new EventBus(broker.bootstrapServers());
        var second = node(Node.Settings.forTopic(Topics.STATUS))) {
      var committed = new ArrayList<String>();
      try (var first = node(Node.Settings.forTopic(Topics.STATUS))) {
        first.relay.start();
        await().atMost(SOON).until(first.relay::leads);
        second.relay.start();
        committed.addAll(second.commit(1, 1, 20));
        topics.await(Topics.STATUS, events -> times(committed.getLast(), events) > 0);
        assertTrue(first.relay.leads() && !second.relay.leads());
      }
      committed.addAll(second.commit(1, 21, 40));
      assertEquals(committed, published(topics, committed));
      assertTrue(second.relay.leads());
    }
  }

  @Test
  void whatTwoInstancesCommitInTurnIsPublishedInItsOrder() {
    try (var topics = new EventBus(broker.bootstrapServers());
        var first = node(Node.Settings.forTopic(Topics.STATUS));
        var second = node(Node.Settings.forTopic(Topics.STATUS))) {
      first.relay.start();
      await().atMost(SOON).until(first.relay::leads);
      second.relay.start();
      var committed = new ArrayList<String>();
      for (int sequence = 1; sequence <= 200; sequence++) {
        // What the leader commits is handed over to it whole; what came before may not be.
        committed.addAll((sequence % 3 == 0 ? second : first).commit(1, sequence, sequence));
      }
      assertEquals(committed, published(topics, committed));
    }
  }

  @Test
  void aChangeIsStoredWithItsEventsOrNeither() {
    try (var topics = new EventBus(broker.bootstrapServers());
        var node = node(Node.Settings.forTopic(Topics.STATUS))) {
      node.relay.start();
      await().atMost(SOON).until(node.relay::takesOver);
      var published = List.of(Requests.cancel(1, 1), Requests.cancel(1, 2));

      assertEquals(1, change(node, "effect", published).orElseThrow().getInteger("one"));
      assertTrue(change(node, "nothing", List.of(Requests.cancel(1, 3))).isEmpty());
      var last = List.of(Requests.cancel(1, 4));
      assertTrue(change(node, "effect", last).isPresent());

      var expected =
          Stream.concat(published.stream(), last.stream())
              .map(event -> EchoService.echoOf(event).subject())
              .toList();
      assertEquals(expected, published(topics, expected));
      assertEquals(3, node.count("select count(*) from outbox"));
      assertEquals(2, node.count("select count(*) from effect"));
    }
  }

  private static Optional<Row> change(Node node, String what, List<Event> events) {
    return node.hop
        .change(
            new HopStatement(
                """
                with changed as (
                  insert into effect (event_id, subject, process)
                  select 'an id', 'a subject', 'by hand' where $1 = 'effect' returning 1 as one)
                """,
                Tuple.of(what),
                Topics.STATUS,
                events.stream().map(EchoService::echoOf).toList(),
                _ -> {}))
        .await()
        .atMost(Node.PATIENCE);
  }

  private Node node(Node.Settings settings) {
    return new Node(broker.bootstrapServers(), database, settings);
  }

  private static long unsent(Node node) {
    return node.count("select count(*) from outbox where sent_at is null");
  }

  private static long times(String subject, List<Event> events) {
    return events.stream().filter(event -> event.subject().equals(subject)).count();
  }

  /** The subjects as a reader meets them for the first time, once all are there. */
  private static List<String> published(EventBus topics, List<String> expected) {
    return topics
        .await(
            Topics.STATUS,
            events -> events.stream().map(Event::subject).toList().containsAll(expected))
        .stream()
        .map(Event::subject)
        .filter(expected::contains)
        .distinct()
        .toList();
  }
}
