package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HopTest {
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final AtomicInteger afterCommits = new AtomicInteger();
  private Node node;

  @BeforeEach
  void start() {
    node = Node.onSharedInfra();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aBatchIsHandledInItsOrder() {
    var events = events(50);
    receive(entries(events), this::remember);
    assertEquals(ids(events), handled);
    assertEquals(50, afterCommits.get());
    assertEquals(50, node.count("select count(*) from inbox"));
    assertEquals(50, node.count("select count(*) from outbox"));
  }

  @Test
  void aDuplicateChangesNothing() {
    var events = events(3);
    var twice = new ArrayList<>(entries(events));
    twice.addAll(entries(events));
    receive(twice, this::remember);
    receive(twice, this::remember);
    assertEquals(ids(events), handled);
    assertEquals(3, node.count("select count(*) from effect"));
  }

  @Test
  void anotherConsumerOfTheSameServiceHandlesTheSameEvents() {
    var events = events(2);
    receive(entries(events), this::remember);
    node.hop.receive("another", entries(events), this::remember).await().atMost(Node.PATIENCE);
    assertEquals(4, handled.size());
  }

  @Test
  void poisonIsPutAsideWholeAndReportedOnceAndTheOthersAreHandled() {
    var events = events(2);
    var poison = Requests.entry(42, "a-key", Map.of("ce_type", "?"), new byte[] {0, -1, 7});
    var batch =
        List.of(
            Requests.entry(events.getFirst(), 41), poison, Requests.entry(events.getLast(), 43));
    receive(batch, this::remember);
    receive(batch, this::remember);

    assertEquals(ids(events), handled);
    var kept =
        node.pool
            .query("select topic, partition, \"offset\", value, headers from quarantine")
            .execute()
            .await()
            .atMost(Node.PATIENCE);
    assertEquals(1, kept.size());
    var row = kept.iterator().next();
    assertEquals(Topics.REQUESTS, row.getString(0));
    assertEquals(3, row.getInteger(1));
    assertEquals(42, row.getLong(2));
    assertArrayEquals(poison.content().value(), row.getBuffer(3).getBytes());
    assertEquals("?", row.getJsonObject(4).getString("ce_type"));
    assertEquals(1, reports());
  }

  @Test
  void poisonThatTheDatabaseCannotHoldAsTextIsPutAsideAllTheSame() {
    var events = events(2);
    var nul = "a\0b";
    var unreadable = Requests.entry(42, nul, Map.of(nul, nul), new byte[] {0});
    var event = events.getFirst();
    var headers = new HashMap<>(EventCodec.headers(event));
    headers.put("ce_id", nul);
    headers.put("ce_correlationid", "c".repeat(1 << 20));
    var readable = Requests.entry(43, "k".repeat(1 << 20), headers, EventCodec.value(event));

    receive(List.of(unreadable, readable, Requests.entry(events.getLast(), 44)), this::remember);

    assertEquals(List.of(events.getLast().id()), handled);
    assertEquals(2, reports());
    assertEquals(0, node.count("select count(*) from outbox where length(headers::text) > 100000"));
  }

  @Test
  void anIdThatNoIndexHoldsIsPutAsideAndTheOthersAreHandled() {
    var events = events(2);
    var headers = new HashMap<>(EventCodec.headers(events.getFirst()));
    headers.put("ce_id", incompressible(512));
    var huge = EventCodec.value(events.getFirst());
    receive(
        List.of(
            Requests.entry(42, events.getFirst().partitionKey(), headers, huge),
            Requests.entry(events.getLast(), 43)),
        this::remember);
    assertEquals(List.of(events.getLast().id()), handled);
    assertEquals(1, reports());
  }

  @Test
  void aRowThatIsTooLargeForItsIndexIsTheRecordsOwnFault() {
    var events = events(3);
    receive(
        entries(events),
        (look, event) ->
            event.equals(events.get(1))
                ? statement(
                    "insert into inbox (source, event_id, consumer) values ($1, '', '') returning 1",
                    Tuple.of(incompressible(1_500)))
                : remember(look, event));
    assertEquals(2, node.count("select count(*) from effect"));
    assertEquals(1, reports());
  }

  @Test
  void whatAnotherServiceWroteInThisOnesNameIsPutAsideAndItsIdStaysFree() {
    var event = Requests.cancel(1, 1);
    var foreign =
        new InboxRecord(
            3,
            41,
            RawRecord.of(
                Topics.STATUS,
                event.partitionKey(),
                Requests.entry(event).content().headers(),
                Requests.entry(event).content().value()));
    receive(List.of(foreign, Requests.entry(event, 42)), this::remember);
    assertEquals(List.of(event.id()), handled);
    assertEquals(
        1,
        node.count(
            "select count(*) from quarantine where reason like '%may not write this topic'"));
  }

  @Test
  void whatIsPutAsideCanBeHadBackAsItWas() {
    var headers =
        List.of(
            RawHeader.of("twice", new byte[] {65}),
            RawHeader.of("twice", new byte[] {66}),
            RawHeader.of("none", null),
            RawHeader.of("odd", new byte[] {-1}),
            RawHeader.of("text", "é".getBytes(UTF_8)));
    receive(
        List.of(new InboxRecord(3, 42, RawRecord.of(Topics.REQUESTS, "k", headers, new byte[0]))),
        this::remember);
    var kept =
        node.pool
            .query("select headers::text from quarantine")
            .execute()
            .await()
            .atMost(Node.PATIENCE)
            .iterator()
            .next()
            .getString(0);
    assertEquals(
        new JsonObject(
            "{'twice': ['QQ==', 'Qg=='], 'none': [null], 'odd': ['/w=='], 'text': 'é'}"
                .replace('\'', '"')),
        new JsonObject(kept));
  }

  @Test
  void aDatabaseThatNeverAnswersIsNotWaitedForForEver() {
    var event = events(1);
    var attempts = new AtomicInteger();
    receive(
        entries(event),
        (look, e) ->
            attempts.incrementAndGet() == 1 ? Uni.createFrom().nothing() : remember(look, e));
    assertEquals(ids(event), handled);
    assertEquals(2, attempts.get());
  }

  @Test
  void anEventWhoseHandlerHasABugIsPutAsideAloneAndTheOthersAreHandled() {
    var events = events(5);
    var attempts = new AtomicInteger();
    receive(
        entries(events),
        (look, event) -> {
          if (event.equals(events.get(2))) {
            attempts.incrementAndGet();
            throw new ArithmeticException("a bug");
          }
          return remember(look, event);
        });
    assertEquals(4, node.count("select count(*) from effect"));
    assertEquals(1, reports());
    assertEquals(4, afterCommits.get());
    // Once in the batch, then three times alone.
    assertEquals(4, attempts.get());
  }

  @Test
  void aValueThatTheDatabaseRefusesIsTheRecordsOwnFault() {
    var events = events(2);
    receive(
        entries(events),
        (look, event) ->
            event.equals(events.getFirst())
                ? statement("select 1 / 0", Tuple.tuple())
                : remember(look, event));
    assertEquals(1, node.count("select count(*) from effect"));
    assertEquals(1, reports());
  }

  @Test
  void aFaultOfTheInfrastructureIsWaitedOutWithReadinessRed() {
    var events = events(3);
    var down = new AtomicBoolean(true);
    CompletableFuture<Void> done =
        node.hop
            .receive(
                "echo",
                entries(events),
                (look, event) ->
                    down.get() && event.equals(events.getLast())
                        ? Uni.createFrom()
                            .failure(new InfrastructureFault("down", new ConnectException()))
                        : remember(look, event))
            .subscribeAsCompletionStage();
    await().atMost(Node.PATIENCE).until(() -> node.troubles.current().containsKey("echo"));
    assertEquals(0, node.count("select count(*) from effect"));
    down.set(false);
    done.join();
    assertEquals(3, node.count("select count(*) from effect"));
    assertEquals(3, afterCommits.get());
    assertEquals(0, node.count("select count(*) from quarantine"));
    assertEquals(Map.of(), node.troubles.current());
  }

  @Test
  void whatIsLoggedAboutAnEventHasItsCorrelationId() {
    var events = events(3);
    var logged = new CopyOnWriteArrayList<String>();
    receive(
        entries(events),
        (look, event) -> {
          logged.add(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
          return effect(
              event, () -> logged.add(String.valueOf(MDC.get(LogContext.CORRELATION_ID))));
        });
    var ids = events.stream().map(event -> event.trace().correlationId()).toList();
    assertEquals(Stream.concat(ids.stream(), ids.stream()).toList(), logged);
  }

  @Test
  void anActionAfterTheCommitThatFailsDoesNotMakeTheBatchFail() {
    receive(
        entries(events(1)),
        (look, event) ->
            effect(
                event,
                () -> {
                  throw new IllegalStateException("a bug");
                }));
    assertEquals(1, node.count("select count(*) from effect"));
  }

  @Test
  void whatFailsLeavesNothingBehind() {
    assertThrows(
        ArithmeticException.class,
        () ->
            node.hop
                .transact(tx ->
                    node.handle(tx, Requests.cancel(1, 1))
                        .chain(() -> Uni.createFrom().<Void>failure(new ArithmeticException("no"))))
                .await()
                .atMost(Node.PATIENCE));
    assertEquals(0, node.count("select count(*) from effect"));
    assertEquals(0, node.count("select count(*) from outbox"));
    assertEquals(0, afterCommits.get());
  }

  @Test
  void theInboxForgetsOnlyWhatIsOldEnoughAndOnlySoMuchAtOnce() {
    receive(entries(events(5)), this::remember);
    assertEquals(0, prune(Duration.ofDays(35), 100));
    assertEquals(3, prune(Duration.ZERO, 3));
    assertEquals(2, prune(Duration.ZERO, 3));
  }

  /** Of three-byte characters, which no compression makes any shorter. */
  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, 0x4E00, 0x9FFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private int prune(Duration olderThan, int atMost) {
    return Inbox.prune(node.pool, olderThan, atMost).await().atMost(Node.PATIENCE);
  }

  private Uni<HopStatement> remember(Look look, Event event) {
    handled.add(event.id());
    return effect(event, afterCommits::incrementAndGet);
  }

  private static Uni<HopStatement> effect(Event event, Runnable afterCommit) {
    return Uni.createFrom().item(EchoService.effect(Topics.STATUS, event, afterCommit));
  }

  private static Uni<HopStatement> statement(String changed, Tuple values) {
    return Uni.createFrom()
        .item(HopStatement.quiet("with changed as (" + changed + ")", values, _ -> {}));
  }

  private void receive(List<InboxRecord> batch, EventHandler handler) {
    node.hop.receive("echo", batch, handler).await().atMost(Node.PATIENCE);
  }

  private long reports() {
    return node.count(
        "select count(*) from outbox where headers->>'ce_type' ="
            + " 'dev.countersign.record.quarantined.v1'");
  }

  private static List<Event> events(int count) {
    var events = new Event[count];
    Arrays.setAll(events, number -> Requests.cancel(1, number + 1));
    return List.of(events);
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  private static List<InboxRecord> entries(List<Event> events) {
    return events.stream().map(Requests::entry).toList();
  }
}
