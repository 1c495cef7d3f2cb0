package dev.countersign.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that came alone is one look and one statement; with others, one transaction. */
class AloneTest {
  private static final String NOTHING_TO_CHANGE =
      """
      with changed as (
        insert into effect (event_id, subject, process)
        select $1, '', 'alone' where false returning event_id)
      """;

  private final AtomicInteger afterCommits = new AtomicInteger();
  private final AtomicInteger inTransactions = new AtomicInteger();
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
  void itsChangeItsEventAndItsNoteAreOneStatement() {
    receive(this::effect, Requests.cancel(1, 1));
    assertStored(1, 1, 1);
    assertEquals(0, inTransactions.get());
    assertEquals(1, afterCommits.get());
  }

  @Test
  void aDuplicateChangesNothing() {
    var event = Requests.cancel(1, 1);
    receive(this::effect, event);
    receive(this::effect, event);
    assertStored(1, 1, 1);
    assertEquals(0, inTransactions.get());
    assertEquals(1, afterCommits.get());
  }

  @Test
  void twoConsumersThatBothHaveLookedHandleItOnce() {
    var looked = new CountDownLatch(2);
    EventHandler handler =
        (look, event) -> {
          looked.countDown();
          return Uni.createFrom()
              .emitter(both ->
                  Thread.startVirtualThread(() -> {
                    try {
                      assertTrue(looked.await(Node.PATIENCE.toSeconds(), SECONDS));
                      both.complete(effect(event));
                    } catch (InterruptedException | AssertionError e) {
                      both.fail(e);
                    }
                  }));
        };
    var batch = List.of(Requests.entry(Requests.cancel(1, 1)));
    Stream.of(1, 2)
        .map(number -> node.hop.receive("echo", batch, handler).subscribeAsCompletionStage())
        .toList()
        .forEach(AloneTest::inTime);
    assertStored(1, 1, 1);
    assertEquals(1, afterCommits.get());
  }

  @Test
  void whereTheChangeFindsNothingToChangeItIsLookedAtAgainInATransaction() {
    receive(
        (look, event) -> counted(look, look.locks() ? effect(event) : lost(event)),
        Requests.cancel(1, 1));
    assertEquals(1, inTransactions.get());
    assertStored(1, 1, 1);
    assertEquals(1, afterCommits.get());
  }

  @Test
  void aFaultOfTheRecordIsTriedAgainInATransaction() {
    receive(
        (look, event) -> {
          if (!look.locks()) {
            throw new ArithmeticException("a bug");
          }
          return counted(look, effect(event));
        },
        Requests.cancel(1, 1));
    assertEquals(1, inTransactions.get());
    assertStored(1, 1, 1);
  }

  @Test
  void whatFailsAgainAndAgainIsPutAside() {
    var attempts = new AtomicInteger();
    receive(
        (look, event) -> {
          attempts.incrementAndGet();
          throw new ArithmeticException("a bug");
        },
        Requests.cancel(1, 1));
    // As one statement, then three times in a transaction.
    assertEquals(4, attempts.get());
    assertStored(0, 0, 1);
    assertEquals(1, node.count("select count(*) from quarantine"));
  }

  @Test
  void whereThereIsNothingToDoTheEventIsNotedDown() {
    receive((look, event) -> counted(look, HopStatement.nothing()), Requests.cancel(1, 1));
    assertStored(0, 1, 0);
    assertEquals(0, inTransactions.get());
  }

  @Test
  void severalAtOnceAreOneTransaction() {
    receive(this::effect, Requests.cancel(1, 1), Requests.cancel(1, 2));
    assertEquals(2, inTransactions.get());
    assertStored(2, 2, 2);
    assertEquals(1, node.count("select count(distinct xmin::text) from effect"));
  }

  @Test
  void inATransactionWhatIsFoundIsHeldUntilItsEnd() {
    var first = Requests.cancel(1, 1);
    receive(this::effect, first);
    var held = new AtomicBoolean();
    receive(
        (look, event) ->
            look.rows("select 1 from effect where event_id = $1", Tuple.of(first.id()))
                .chain(() -> skippedByOthers(first))
                .invoke(skipped -> held.compareAndSet(false, skipped))
                .chain(() -> effect(look, event)),
        Requests.cancel(1, 2),
        Requests.cancel(1, 3));
    assertTrue(held.get());
    assertStored(3, 3, 3);
  }

  @Test
  void aChangeInATransactionThatFindsNothingToChangeTakesTheTransactionBackAndIsMadeAgain() {
    var moved = new AtomicBoolean(true);
    var events = List.of(Requests.cancel(1, 1), Requests.cancel(1, 2));
    receive(
        (look, event) -> {
          var lost = event.equals(events.getLast()) && moved.getAndSet(false);
          return counted(look, lost ? lost(event) : effect(event));
        },
        events.toArray(Event[]::new));
    assertEquals(4, inTransactions.get());
    assertStored(2, 2, 2);
    assertEquals(2, afterCommits.get());
  }

  @Test
  void aFaultOfTheInfrastructureIsWaitedOutWithReadinessRed() {
    var down = new AtomicBoolean(true);
    EventHandler handler =
        (look, event) ->
            down.get()
                ? Uni.createFrom().failure(new InfrastructureFault("down", new ConnectException()))
                : effect(look, event);
    var done =
        node.hop
            .receive("echo", List.of(Requests.entry(Requests.cancel(1, 1))), handler)
            .subscribeAsCompletionStage();
    await().atMost(Node.PATIENCE).until(() -> node.troubles.current().containsKey("echo"));
    assertFalse(done.isDone());
    assertStored(0, 0, 0);
    down.set(false);
    inTime(done);
    assertStored(1, 1, 1);
    assertEquals(0, inTransactions.get());
    assertEquals(Map.of(), node.troubles.current());
  }

  private static void inTime(CompletableFuture<?> done) {
    done.orTimeout(Node.PATIENCE.toSeconds(), SECONDS).join();
  }

  private Uni<HopStatement> effect(Look look, Event event) {
    return counted(look, effect(event));
  }

  private HopStatement effect(Event event) {
    return EchoService.effect(Topics.STATUS, event, afterCommits::incrementAndGet);
  }

  private Uni<HopStatement> counted(Look look, HopStatement change) {
    if (look.locks()) {
      inTransactions.incrementAndGet();
    }
    return Uni.createFrom().item(change);
  }

  private static HopStatement lost(Event event) {
    return HopStatement.quiet(
        NOTHING_TO_CHANGE,
        Tuple.of(event.id()),
        _ -> {
          throw new IllegalStateException("it was not made");
        });
  }

  /** Whether another session finds the row locked. */
  private Uni<Boolean> skippedByOthers(Event event) {
    return node.pool
        .preparedQuery("select 1 from effect where event_id = $1 for update skip locked")
        .execute(Tuple.of(event.id()))
        .map(rows -> rows.rowCount() == 0);
  }

  private void receive(EventHandler handler, Event... events) {
    node.hop
        .receive("echo", Stream.of(events).map(Requests::entry).toList(), handler)
        .await()
        .atMost(Node.PATIENCE);
  }

  private void assertStored(int effects, int notes, int outgoing) {
    assertEquals(effects, node.count("select count(*) from effect"));
    assertEquals(notes, node.count("select count(*) from inbox"));
    assertEquals(outgoing, node.count("select count(*) from outbox"));
  }
}
