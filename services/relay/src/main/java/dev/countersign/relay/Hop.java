package dev.countersign.relay;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RecordEvent.EventRef;
import dev.countersign.relay.InboxRecord.Read;
import dev.countersign.relay.Outbox.HopResult;
import dev.countersign.relay.publishing.Stored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs one hop: everything that has to happen together, in one database transaction. */
@ApplicationScoped
public class Hop {
  private static final Logger LOG = Logger.getLogger(Hop.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int ATTEMPTS_PER_RECORD = 3;

  private final Pool pool;
  private final Quarantine quarantine;
  private final Wake relay;
  private final Troubles troubles;
  private final Duration handlingTimeout;
  private final AtomicInteger underway = new AtomicInteger();

  @Inject
  Hop(Pool pool, RelaySettings settings, Wake relay, Troubles troubles) {
    this.pool = pool;
    this.quarantine = new Quarantine(settings);
    this.relay = relay;
    this.troubles = troubles;
    this.handlingTimeout = settings.handlingTimeout();
  }

  /**
   * Runs the work in one transaction, stores its outgoing events in it, commits, and wakes the
   * relay. The result is only emitted after the commit. A failure normally means that nothing
   * happened, but when the connection breaks during the commit, it may have: whoever repeats must
   * find that out by an id of its own.
   */
  public <T> Uni<T> transact(Function<HopTransaction, Uni<T>> work) {
    return pool.withTransaction(sql -> run(sql, work)).map(this::finished);
  }

  /**
   * Makes a change and stores its events with it: a transaction of its own in one round trip, where
   * {@link #transact} takes four. The row that the change yields is only emitted after the commit;
   * without one there was nothing to change, and nothing is published.
   */
  public Uni<Optional<Row>> change(HopStatement change) {
    return Outbox.execute(pool, change, relay.takesOver())
        .map(result -> made(change, result) ? result.changed() : Optional.empty());
  }

  /**
   * Handles a batch of records: each event that this consumer has not handled before goes to the
   * handler, in order; the others are skipped. One that came alone is one statement; several are
   * one transaction. Completes when the batch is done for good and its offsets may be committed,
   * and never fails: faults of the infrastructure are waited out, which {@code /q/health/well} and
   * the lag's alert tell of; a record that cannot be read, or whose handling keeps failing on its
   * own, goes into quarantine.
   *
   * @param consumer names this consumption in the inbox; unique per channel of a service
   */
  public Uni<Void> receive(
      String consumer, IncomingKafkaRecordBatch<String, byte[]> batch, EventHandler handler) {
    return receive(consumer, InboxRecord.of(batch), handler).call(() -> acknowledge(batch));
  }

  /**
   * A method that takes a whole message has to acknowledge it; SmallRye does that only for methods
   * that take a payload, and without it no offset is ever committed.
   */
  static Uni<Void> acknowledge(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return Uni.createFrom()
        .completionStage(() -> batch.ack())
        .onFailure()
        .invoke(fault -> LOG.warn("could not acknowledge a batch, it may come again", fault))
        .onFailure()
        .recoverWithNull();
  }

  Uni<Void> receive(String consumer, List<InboxRecord> batch, EventHandler handler) {
    var entries = batch.stream().map(InboxRecord::read).toList();
    var received = System.nanoTime();
    underway.incrementAndGet();
    return handled(consumer, entries, handler)
        .invoke(() -> Numbers.hop(consumer, System.nanoTime() - received))
        .onTermination()
        .invoke(() -> underway.decrementAndGet());
  }

  /** Whether batches are being handled now. */
  boolean busy() {
    return underway.get() > 0;
  }

  private Uni<Void> handled(String consumer, List<Read> entries, EventHandler handler) {
    return entries.size() == 1 && entries.getFirst() instanceof Read.Understood one
        ? quickly(consumer, one.event(), handler)
            .chain(done -> done ? Uni.createFrom().voidItem() : slowly(consumer, one, handler))
        : together(consumer, entries, handler);
  }

  /**
   * An event that came alone: a look, and one statement. Answers whether that was all; if not (it
   * was handled before, somebody else was quicker, it is to blame), a transaction tells why.
   */
  private Uni<Boolean> quickly(String consumer, Event event, EventHandler handler) {
    return patiently(
            consumer,
            () ->
                attempt(consumer, event, handler)
                    // Its connection may be dead and be handed out again; that of a transaction,
                    // whose end is not answered either, is not.
                    .onFailure(io.smallrye.mutiny.TimeoutException.class)
                    .recoverWithItem(false))
        .onFailure()
        .recoverWithItem(fault -> {
          LOG.debugf(fault, "%s: one event is not one statement", consumer);
          return false;
        });
  }

  private Uni<Boolean> attempt(String consumer, Event event, EventHandler handler) {
    return LogContext.during(
        event,
        () ->
            pool.withConnection(sql ->
                Uni.createFrom()
                    .deferred(() -> handler.handle(new Look(sql, false), event))
                    .chain(change ->
                        Outbox.execute(sql, change, consumer, event, relay.takesOver())
                            .map(result -> made(change, result)))
                    .ifNoItem()
                    .after(handlingTimeout)
                    .fail()));
  }

  private boolean made(HopStatement change, HopResult result) {
    result
        .changed()
        .ifPresent(row -> {
          if (!change.events().isEmpty()) {
            relay.committed(result.stored());
          }
          afterCommit(() -> change.afterCommit().accept(row));
        });
    return result.changed().isPresent();
  }

  private Uni<Void> together(String consumer, List<Read> entries, EventHandler handler) {
    return patiently(consumer, () -> attempt(consumer, entries, handler))
        .onFailure()
        .recoverWithUni(fault -> {
          LOG.warnf(fault, "%s: a batch failed, going on record by record", consumer);
          return oneByOne(consumer, entries, handler);
        });
  }

  private Uni<Void> oneByOne(String consumer, List<Read> entries, EventHandler handler) {
    return Multi.createFrom()
        .iterable(entries)
        .onItem()
        .transformToUniAndConcatenate(entry -> slowly(consumer, entry, handler))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> slowly(String consumer, Read entry, EventHandler handler) {
    return patiently(consumer, () -> attempt(consumer, List.of(entry), handler))
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .atMost(ATTEMPTS_PER_RECORD - 1)
        .onFailure()
        .recoverWithUni(fault -> giveUp(consumer, entry, handler, root(fault)));
  }

  private Uni<Void> giveUp(String consumer, Read entry, EventHandler handler, Throwable fault) {
    var result = "%s: cannot handle a record of %s".formatted(consumer, entry.from().topic());
    if (entry instanceof Read.Understood(var _, var event)) {
      LogContext.run(event, () -> LOG.error(result, fault));
    } else {
      LOG.error(result, fault);
    }
    // The message may quote content; the log is where it belongs, the event is not.
    var poison =
        new Read.Poison(entry.from(), "handling it failed with " + fault.getClass().getName());
    return patiently(consumer, () -> attempt(consumer, List.of(poison), handler))
        .onFailure()
        .recoverWithUni(again -> giveUpContent(consumer, poison, handler, again));
  }

  /** Not even its content can be kept: where it was and its offset are, and the others go on. */
  private Uni<Void> giveUpContent(
      String consumer, Read.Poison poison, EventHandler handler, Throwable fault) {
    LOG.errorf(fault, "%s: cannot keep a record of %s", consumer, poison.from().topic());
    var bare = new Read.Poison(poison.from().bare(), poison.reason());
    return patiently(consumer, () -> attempt(consumer, List.of(bare), handler));
  }

  /**
   * Repeats what fails for a reason that will pass, until it has passed. A database that has
   * vanished without a word does not even fail: nothing would ever end such a wait, and readiness
   * would stay green. Repeating is safe even where the first attempt goes on, by the inbox.
   */
  private <T> Uni<T> patiently(String consumer, Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .<T>deferred(work)
        .ifNoItem()
        .after(handlingTimeout.multipliedBy(2))
        .fail()
        .onFailure(Faults::pass)
        .invoke(fault -> troubles.begin(consumer, fault))
        .onFailure(Faults::pass)
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .onItemOrFailure()
        .invoke((_, _) -> troubles.end(consumer));
  }

  private Uni<Void> attempt(String consumer, List<Read> entries, EventHandler handler) {
    var events =
        entries.stream()
            .filter(Read.Understood.class::isInstance)
            .map(entry -> ((Read.Understood) entry).event())
            .toList();
    // Ends the work, so that the transaction is rolled back; the longer time in patiently ends the
    // wait for a connection on which not even that is answered.
    return transact(tx ->
        handled(tx, consumer, entries, events, handler).ifNoItem().after(handlingTimeout).fail());
  }

  private Uni<Void> handled(
      HopTransaction tx,
      String consumer,
      List<Read> entries,
      List<Event> events,
      EventHandler handler) {
    return Inbox.add(tx.sql(), consumer, events)
        .chain(fresh ->
            Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(entry -> step(tx, consumer, entry, fresh, handler))
                .collect()
                .last()
                .replaceWithVoid());
  }

  private Uni<Void> step(
      HopTransaction tx, String consumer, Read entry, Set<EventRef> fresh, EventHandler handler) {
    return switch (entry) {
      case Read.Poison poison -> quarantine.put(tx, consumer, poison.from(), poison.reason());
      case Read.Understood understood ->
          fresh.remove(reference(understood.event()))
              ? LogContext.during(understood.event(), () -> tx.handle(understood.event(), handler))
              : Uni.createFrom().voidItem();
    };
  }

  private static EventRef reference(Event event) {
    return new EventRef(event.source(), event.id());
  }

  private static Throwable root(Throwable fault) {
    // Mutiny wraps the last failure when its attempts are used up.
    return fault instanceof IllegalStateException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }

  private <T> Uni<Done<T>> run(SqlConnection sql, Function<HopTransaction, Uni<T>> work) {
    var tx = new HopTransaction(sql);
    return work.apply(tx)
        .chain(result ->
            tx.outgoing().isEmpty()
                ? Uni.createFrom().item(new Done<>(tx, result, List.of()))
                : Outbox.add(sql, tx.outgoing(), relay.takesOver())
                    .map(stored -> new Done<>(tx, result, stored)));
  }

  private <T> T finished(Done<T> done) {
    if (!done.tx().outgoing().isEmpty()) {
      relay.committed(done.stored());
    }
    done.tx().afterCommitActions().forEach(Hop::afterCommit);
    return done.result();
  }

  private static void afterCommit(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // What is committed stays committed: failing now would make the caller repeat it.
      LOG.error("an action after the commit failed", e);
    }
  }

  private record Done<T>(HopTransaction tx, T result, List<Stored> stored) {}
}
