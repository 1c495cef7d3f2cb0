package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The short way of an event that came alone: one look, one statement. */
class AloneTest {
  private static final String NOTHING_TO_CHANGE =
      """
      with changed as (
        insert into effect (event_id, subject, process)
        select $1, '', 'alone' where false returning event_id)
      """;

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
  void itsChangeItsEventAndItsNoteAreStoredWithoutTheLongWay() {
    var handler = new Handler(event -> Optional.of(effect(event)));
    receive(handler, Requests.cancel(1, 1));
    assertStored(1, 1, 1);
    assertEquals(0, handler.longWays.get());
    assertEquals(1, afterCommits.get());
  }

  @Test
  void aDuplicateChangesNothing() {
    var handler = new Handler(event -> Optional.of(effect(event)));
    var event = Requests.cancel(1, 1);
    receive(handler, event);
    receive(handler, event);
    assertStored(1, 1, 1);
    assertEquals(0, handler.longWays.get());
    assertEquals(1, afterCommits.get());
  }

  @Test
  void twoConsumersThatBothHaveLookedHandleItOnce() {
    var looked = new CountDownLatch(2);
    var handler =
        new Handler(event -> Optional.of(effect(event))) {
          @Override
          public Uni<Optional<Change>> alone(SqlClient sql, Event event) {
            looked.countDown();
            return Uni.createFrom()
                .emitter(both ->
                    Thread.startVirtualThread(() -> {
                      try {
                        looked.await();
                        both.complete(change.apply(event));
                      } catch (InterruptedException e) {
                        both.fail(e);
                      }
                    }));
          }
        };
    var batch = List.of(Requests.entry(Requests.cancel(1, 1)));
    Stream.of(1, 2)
        .map(number -> node.hop.receive("echo", batch, handler).subscribeAsCompletionStage())
        .toList()
        .forEach(CompletableFuture::join);
    assertStored(1, 1, 1);
    assertEquals(1, afterCommits.get());
  }

  @Test
  void aChangeThatFindsNothingToChangeLeavesItToTheLongWay() {
    var handler =
        new Handler(event ->
            Optional.of(
                new Change(
                    NOTHING_TO_CHANGE,
                    Tuple.of(event.id()),
                    Topics.STATUS,
                    List.of(EchoService.echoOf(event)),
                    afterCommits::incrementAndGet)));
    receive(handler, Requests.cancel(1, 1));
    assertEquals(1, handler.longWays.get());
    assertStored(1, 1, 1);
    assertEquals(0, afterCommits.get());
  }

  @Test
  void whatIsNotOneStatementIsLeftToTheLongWay() {
    var handler = new Handler(event -> Optional.empty());
    receive(handler, Requests.cancel(1, 1));
    assertEquals(1, handler.longWays.get());
    assertStored(1, 1, 1);
  }

  @Test
  void aBugOnTheShortWayIsLeftToTheLongWay() {
    var handler =
        new Handler(event -> {
          throw new ArithmeticException("a bug");
        });
    receive(handler, Requests.cancel(1, 1));
    assertEquals(1, handler.longWays.get());
    assertStored(1, 1, 1);
  }

  @Test
  void whereThereIsNothingToDoTheEventIsNotedDown() {
    var handler = new Handler(event -> Optional.of(Change.nothing()));
    receive(handler, Requests.cancel(1, 1));
    assertStored(0, 1, 0);
    assertEquals(0, handler.longWays.get());
  }

  @Test
  void severalAtOnceGoTheLongWay() {
    var handler = new Handler(event -> Optional.of(effect(event)));
    receive(handler, Requests.cancel(1, 1), Requests.cancel(1, 2));
    assertEquals(2, handler.longWays.get());
    assertStored(2, 2, 2);
  }

  @Test
  void aChangeInATransactionThatFindsNothingToChangeTakesTheTransactionBackAndIsMadeAgain() {
    var attempts = new AtomicInteger();
    var moved = new AtomicBoolean(true);
    var events = List.of(Requests.cancel(1, 1), Requests.cancel(1, 2));
    node.hop
        .receive(
            "echo",
            events.stream().map(Requests::entry).toList(),
            (tx, event) -> {
              attempts.incrementAndGet();
              var lost = event.equals(events.getLast()) && moved.getAndSet(false);
              return tx.make(lost ? lost(event) : effect(event));
            })
        .await()
        .atMost(Node.PATIENCE);
    assertEquals(4, attempts.get());
    assertStored(2, 2, 2);
    assertEquals(2, afterCommits.get());
  }

  @Test
  void aFaultOfTheInfrastructureIsWaitedOutWithReadinessRed() {
    var down = new AtomicBoolean(true);
    var handler =
        new Handler(event -> Optional.of(effect(event))) {
          @Override
          public Uni<Optional<Change>> alone(SqlClient sql, Event event) {
            return down.get()
                ? Uni.createFrom().failure(new InfrastructureFault("down", new ConnectException()))
                : super.alone(sql, event);
          }
        };
    var done =
        node.hop
            .receive("echo", List.of(Requests.entry(Requests.cancel(1, 1))), handler)
            .subscribeAsCompletionStage();
    await().atMost(Node.PATIENCE).until(() -> node.troubles.current().containsKey("echo"));
    assertFalse(done.isDone());
    assertStored(0, 0, 0);
    down.set(false);
    done.join();
    assertStored(1, 1, 1);
    assertEquals(0, handler.longWays.get());
    assertEquals(Map.of(), node.troubles.current());
  }

  private Change effect(Event event) {
    return new Change(
        """
        with changed as (
          insert into effect (event_id, subject, process) values ($1, $2, 'alone')
          returning event_id)
        """,
        Tuple.of(event.id(), event.subject()),
        Topics.STATUS,
        List.of(EchoService.echoOf(event)),
        afterCommits::incrementAndGet);
  }

  private static Change lost(Event event) {
    return Change.quiet(
        NOTHING_TO_CHANGE,
        Tuple.of(event.id()),
        () -> {
          throw new IllegalStateException("it was not made");
        });
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

  private class Handler implements LoneEventHandler {
    final Function<Event, Optional<Change>> change;
    final AtomicInteger longWays = new AtomicInteger();

    Handler(Function<Event, Optional<Change>> change) {
      this.change = change;
    }

    @Override
    public Uni<Optional<Change>> alone(SqlClient sql, Event event) {
      return Uni.createFrom().item(change.apply(event));
    }

    @Override
    public Uni<Void> handle(HopTransaction tx, Event event) {
      longWays.incrementAndGet();
      return node.handle(tx, event);
    }
  }
}
