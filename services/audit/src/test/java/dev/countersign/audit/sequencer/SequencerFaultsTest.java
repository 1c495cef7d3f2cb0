package dev.countersign.audit.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.NoteSigner;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.sequencer.SequencerState.Role;
import dev.countersign.audit.store.LedgerLoad;
import dev.countersign.audit.tree.Frontier;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.wiring.SampleEvents;
import dev.countersign.audit.wiring.TestKafka;
import dev.countersign.audit.wiring.TestLedger;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.poison.Poison;
import dev.countersign.contracts.poison.Poisons;
import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.EventBus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The writer on a real broker and a real PostgreSQL, while things go wrong around it. */
class SequencerFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BATCH = 50;

  private static BrokerProcess broker;

  private final List<SequencerNode> nodes = new ArrayList<>();
  private TestLedger ledger;
  private TestKafka kafka;

  @BeforeAll
  static void startBroker() throws IOException {
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    broker = BrokerProcess.start(Files.createTempDirectory(target, "faults-broker-"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void freshLedgerAndTopics() {
    recreateTopics();
    ledger = TestLedger.create();
    kafka = new TestKafka(broker.bootstrapServers());
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(SequencerNode::close);
    kafka.close();
  }

  @Test
  void eachPartitionsEventsAreAppendedInOrderAndOnce() throws SQLException {
    start();
    var events = operations(40, 5);
    kafka.sendAll(events);
    awaitEvents(events.size());

    var perSource =
        ledger.texts(
            "select event_id from entries where source = '/countersign/executor' order by index");
    assertEquals(events.stream().map(Event::id).toList(), perSource);
    ledger.assertTreeIsThatOfTheEntries();
  }

  @Test
  void aRepeatedEventIsAcknowledgedAgainAndNotAppended() throws SQLException {
    start();
    var event = SampleEvents.progressed(EventIds.next(), 1);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 2);

    assertEquals(1, ledger.number("select count(*) from entries"));
  }

  @Test
  void anotherEventUnderAKnownIdIsRecordedAsAConflict() throws SQLException {
    start();
    var event = SampleEvents.progressed(EventIds.next(), 1);
    var forged =
        new Event(
            event.id(),
            event.source(),
            event.time(),
            event.subject(),
            event.partitionKey(),
            2,
            event.trace(),
            event.data());
    kafka.send(event);
    kafka.send(forged);
    await().atMost(PATIENCE).until(() -> ledger.number("select count(*) from entries") == 2);

    assertEquals(
        List.of("event", "conflict"), ledger.texts("select kind from entries order by index"));
  }

  @Test
  void aWriterKilledInMidRunLeavesNoHoleAndNoDouble() throws Exception {
    var events = operations(600, 5);
    kafka.sendAll(events.subList(0, 1500));
    for (int kill = 1; kill <= 3; kill++) {
      var process = startProcess();
      int enough = 200 * kill;
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> ledger.events() >= enough);
      process.destroyForcibly().waitFor();
    }
    kafka.sendAll(events.subList(1500, events.size()));
    start();
    awaitEvents(events.size());

    assertEquals(
        events.stream().map(Event::id).toList(),
        ledger.texts("select event_id from entries order by index"));
    ledger.assertTreeIsThatOfTheEntries();
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(events.getLast()) >= 1);
  }

  @Test
  void theCheckpointOnlyGrowsOverARestart() throws Exception {
    var first = start();
    kafka.sendAll(operations(7, 3));
    awaitEvents(21);
    var before = ledger.newestNote();
    stop(first);

    start();
    kafka.sendAll(operations(6, 3));
    awaitEvents(39);

    var signer = NoteSigner.fromPem("countersign.test/ledger", Files.readString(ledger.keyFile()));
    var old = Checkpoint.parse(SignedNote.open(before, signer.verifier()));
    var now = Checkpoint.parse(SignedNote.open(ledger.newestNote(), signer.verifier()));
    assertEquals(21, old.size());
    assertEquals(39, now.size());
    var leaves = ledger.leaves();
    assertEquals(old.root(), root(leaves.subList(0, 21)));
    assertEquals(now.root(), root(leaves));
  }

  @Test
  void ofTwoSequencersOneWritesAndTheOtherTakesOver() throws SQLException {
    var first = start();
    await().atMost(PATIENCE).until(() -> first.role() == Role.WRITING);
    var second = start();
    await().atMost(PATIENCE).until(() -> second.role() == Role.STANDING_BY);
    var events = operations(20, 5);
    kafka.sendAll(events.subList(0, 50));
    awaitEvents(50);
    assertEquals(Role.STANDING_BY, second.role());

    stop(first);
    kafka.sendAll(events.subList(50, events.size()));
    await().atMost(PATIENCE).until(() -> second.role() == Role.WRITING);
    awaitEvents(events.size());

    assertEquals(events.size(), ledger.number("select count(*) from entries"));
    ledger.assertTreeIsThatOfTheEntries();
  }

  @Test
  void aLostRecordIsAnAlarmInTheLedger() throws Exception {
    var first = start();
    kafka.sendAll(operations(2, 5));
    awaitEvents(10);
    stop(first);
    var lost = operations(1, 5);
    kafka.sendAll(lost);
    var partition = partitionInUse();
    deleteRecords(partition, 15);
    kafka.sendAll(operations(1, 1));
    start();
    awaitEvents(11);

    assertEquals(List.of("ledger.offset-gap"), ledger.alarms());
    var alarm = ledger.bytes("select bytes from bodies where type = 'ledger.offset-gap'");
    assertTrue(
        new String(alarm, UTF_8).contains("\"expected\":10,\"found\":15"),
        new String(alarm, UTF_8));
  }

  @Test
  void recordsOfABrokerThatLostItsTailAreAppendedAndToldOf() throws Exception {
    var first = start();
    kafka.sendAll(operations(4, 5));
    awaitEvents(20);
    stop(first);
    recreateTopics();
    var reused = operations(1, 3);
    kafka.sendAll(reused);
    start();
    awaitEvents(23);

    assertEquals(List.of("ledger.tail-lost"), ledger.alarms());
    ledger.assertTreeIsThatOfTheEntries();
  }

  @Test
  void aTailThatHasGrownBackOverOurOffsetIsFoundAllTheSame() throws Exception {
    var first = start();
    kafka.sendAll(operations(4, 5));
    awaitEvents(20);
    stop(first);
    recreateTopics();
    kafka.sendAll(operations(5, 5));
    start();
    awaitEvents(45);

    assertEquals(List.of("ledger.offset-reused"), ledger.alarms());
  }

  @Test
  void aMissingNumberIsAnAlarmAndTheLateEventStillCounts() throws Exception {
    start();
    var operation = EventIds.next();
    kafka.send(SampleEvents.progressed(operation, 1));
    kafka.send(SampleEvents.progressed(operation, 4));
    awaitEvents(2);
    kafka.send(SampleEvents.progressed(operation, 2));
    awaitEvents(3);

    assertEquals(List.of("ledger.sequence-gap"), ledger.alarms());
  }

  @Test
  void aLedgerThatDoesNotMatchItsCheckpointIsNotAppendedTo() throws Exception {
    var first = start();
    kafka.sendAll(operations(1, 4));
    awaitEvents(4);
    stop(first);
    ledger.asOwner("alter table nodes disable trigger only_added_to");
    ledger.asOwner("update nodes set hash = decode(repeat('00', 32), 'hex') where level = 2");
    kafka.sendAll(operations(1, 1));
    var second = start();

    await().atMost(PATIENCE).until(() -> second.role() == Role.FAILING);
    assertEquals(4, ledger.events());
  }

  @Test
  void nobodyCanChangeWhatIsInTheLedger() throws Exception {
    var node = start();
    kafka.sendAll(operations(1, 2));
    awaitEvents(2);
    stop(node);
    var partition =
        ledger
            .texts(
                "select inhrelid::regclass::text from pg_inherits where inhparent ="
                    + " 'bodies'::regclass")
            .getFirst();
    var tables = List.of("entries", "bodies", "nodes", "checkpoints", "positions", partition);
    for (var table : tables) {
      var column =
          table.equals("positions") ? "partition" : table.equals("checkpoints") ? "size" : "index";
      for (var change :
          List.of(
              "update " + table + " set " + column + " = " + column,
              "delete from " + table,
              "truncate " + table + " cascade")) {
        assertEquals(
            "42501",
            assertThrows(SQLException.class, () -> ledger.asRuntime(change), change).getSQLState(),
            change);
        var refused = assertThrows(SQLException.class, () -> ledger.asOwner(change), change);
        assertTrue(
            String.valueOf(refused.getMessage()).contains("only added to"),
            change + ": " + refused.getMessage());
      }
    }
    for (var change :
        List.of(
            "drop table entries",
            "alter table entries disable trigger only_added_to",
            "alter table bodies detach partition " + partition,
            "delete from outbox",
            "create table own (a int)")) {
      assertEquals(
          "42501",
          assertThrows(SQLException.class, () -> ledger.asRuntime(change), change).getSQLState(),
          change);
    }
  }

  @Test
  void theRuntimeRoleHasNoRightButToReadAndAdd() throws SQLException {
    assertEquals(
        Set.of("INSERT", "SELECT"),
        new HashSet<>(
            ledger.texts(
                "select distinct privilege_type from information_schema.table_privileges where"
                    + " grantee = '"
                    + ledger.runtimeRole()
                    + "'")));
  }

  @Test
  void whateverIsOnTheTopicsIsRecordedAndTheGoodOnesBehindItAreToo() throws SQLException {
    var expected = 0;
    var refused = 0;
    for (var topic : Topics.RECORDED) {
      var poisons = Poisons.of(topic);
      expected += poisons.size();
      refused += (int) poisons.stream().filter(Poison::refused).count();
      kafka.sendAsTheyAre(poisons.stream().map(Poison::content).toList());
    }
    start();
    var good = SampleEvents.progressed(EventIds.next(), 1);
    kafka.send(good);
    await().atMost(PATIENCE.multipliedBy(5)).until(() -> kafka.acknowledged(good) >= 1);
    var all = expected + 1;
    await()
        .atMost(PATIENCE.multipliedBy(5))
        .until(() -> ledger.number("select count(*) from entries where topic is not null") >= all);

    assertEquals(
        all,
        ledger.number(
            "select count(distinct (topic, partition, \"offset\")) from entries where topic is not"
                + " null"));
    var put =
        ledger.number(
            "select count(*) from entries where kind in ('unreadable', 'alarm') and topic is not"
                + " null");
    assertTrue(put >= refused, put + " of " + refused);
    ledger.assertTreeIsThatOfTheEntries();
  }

  @Test
  void anEventInTheNameOfAnotherServiceIsAnAlarmAndTheTrueOneCounts() throws SQLException {
    start();
    var operation = EventIds.next();
    var first = SampleEvents.progressed(operation, 1);
    var event = SampleEvents.progressed(operation, 2);
    kafka.send(EventBus.message(Topics.REQUESTS, event));
    await().atMost(PATIENCE).until(() -> ledger.number("select count(*) from entries") == 1);
    kafka.send(first);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);

    assertEquals(
        List.of("alarm", "event", "event"),
        ledger.texts("select kind from entries order by index"));
    assertEquals(List.of("ledger.foreign-event"), ledger.alarms());
  }

  @Test
  void takingOverReadsNoMoreHoweverLongTheLedgerHasBeenWritten() throws SQLException {
    var before = List.of("countersign.decisions", "countersign.requests", "countersign.status");
    for (var topic : before) {
      ledger.asRuntime(
          "insert into positions (topic, partition, next_offset) select '"
              + topic
              + "', p, n from generate_series(1, 20000) as n, generate_series(0, 2) as p");
    }
    ledger.asOwner("analyze positions");
    var plan =
        String.join(
            "\n", ledger.texts("explain (analyze, buffers, timing off) " + LedgerLoad.POSITIONS));
    var found =
        ledger.texts(
            "select topic || partition || ':' || next_offset from ("
                + LedgerLoad.POSITIONS
                + ") as newest order by 1");

    assertEquals(9, found.size());
    assertTrue(found.stream().allMatch(one -> one.endsWith(":20000")), found::toString);
    var read = Pattern.compile("shared hit=(\\d+)").matcher(plan);
    assertTrue(read.find(), plan);
    assertTrue(Integer.parseInt(read.group(1)) < 200, plan);
  }

  private SequencerNode start() {
    var node =
        SequencerNode.start(
            broker.bootstrapServers(),
            ledger.url(),
            ledger.runtimeRole(),
            ledger.runtimePassword(),
            ledger.keyFile(),
            BATCH);
    nodes.add(node);
    return node;
  }

  private void stop(SequencerNode node) {
    nodes.remove(node);
    node.close();
  }

  private Process startProcess() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SequencerNode.class.getName(),
                broker.bootstrapServers(),
                ledger.url(),
                ledger.runtimeRole(),
                ledger.runtimePassword(),
                ledger.keyFile().toString(),
                "7")
            .redirectErrorStream(true)
            .redirectOutput(new File("target/killed-sequencer.log"))
            .start();
    assertNotNull(process);
    return process;
  }

  /** All of one instance, so that they are in one partition and have one order. */
  private static List<Event> operations(int operations, int each) {
    var events = new ArrayList<Event>();
    for (int i = 0; i < operations; i++) {
      var operation = EventIds.next();
      for (int sequence = 1; sequence <= each; sequence++) {
        events.add(SampleEvents.progressed(operation, sequence));
      }
    }
    return events;
  }

  private void awaitEvents(long count) throws SQLException {
    await().atMost(PATIENCE).until(() -> ledger.events() >= count);
    assertEquals(count, ledger.events());
  }

  private static Hash root(List<Hash> leaves) {
    return Frontier.EMPTY.append(leaves).frontier().root();
  }

  private TopicPartition partitionInUse() throws SQLException {
    return new TopicPartition(
        Topics.STATUS,
        (int)
            ledger.number(
                "select partition from entries where topic = 'countersign.status' limit 1"));
  }

  private static void deleteRecords(TopicPartition partition, long before)
      throws ExecutionException, InterruptedException {
    try (var admin = admin()) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }

  private static void recreateTopics() {
    try (var admin = admin()) {
      var topics = new ArrayList<>(Topics.RECORDED);
      topics.add(Topics.LEDGER);
      admin.deleteTopics(topics).all().get();
      await()
          .atMost(PATIENCE)
          .until(() -> admin.listTopics().names().get().stream().noneMatch(topics::contains));
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
    broker.createTopics();
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
