package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.relay.HopTransaction.OutgoingEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs one hop: everything that has to happen together, in one database transaction. */
@ApplicationScoped
public class Hop {
  private static final String INSERT_OUTBOX =
      """
      insert into outbox (source, event_id, topic, key, headers, value)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String INSERT_INBOX =
      """
      insert into inbox (source, event_id, consumer) values ($1, $2, $3)
      on conflict do nothing
      """;

  private final Pool pool;

  @Inject
  Hop(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs the work in one transaction, stores its outgoing events in it, commits, and wakes the
   * relay. The result is only emitted after the commit.
   */
  public <T> Uni<T> transact(Function<HopTransaction, Uni<T>> work) {
    return pool.withTransaction(sql -> run(sql, work)).map(Hop::finished);
  }

  /**
   * Handles a batch of records in one transaction: each event that this consumer has not handled
   * before goes to the handler, in order; the others are skipped. Completes when the batch is done
   * for good and its offsets may be committed.
   *
   * @param consumer names this consumption in the inbox; unique per channel of a service
   */
  public Uni<Void> receive(
      String consumer, IncomingKafkaRecordBatch<String, byte[]> batch, EventHandler handler) {
    var events = batch.getRecords().stream().map(Hop::read).toList();
    return transact(tx ->
        Multi.createFrom()
            .iterable(events)
            .onItem()
            .transformToUniAndConcatenate(event -> once(tx, consumer, event, handler))
            .collect()
            .last()
            .replaceWithVoid());
  }

  private static Uni<Void> once(
      HopTransaction tx, String consumer, Event event, EventHandler handler) {
    return tx.sql()
        .preparedQuery(INSERT_INBOX)
        .execute(Tuple.of(event.source(), event.id(), consumer))
        .chain(
            rows -> rows.rowCount() == 0 ? Uni.createFrom().voidItem() : handler.handle(tx, event));
  }

  private static Event read(KafkaRecord<String, byte[]> entry) {
    var headers = new HashMap<String, String>();
    entry.getHeaders().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return EventCodec.read(headers, entry.getPayload());
  }

  private static <T> Uni<Done<T>> run(SqlConnection sql, Function<HopTransaction, Uni<T>> work) {
    var tx = new HopTransaction(sql);
    return work.apply(tx)
        .chain(result -> store(sql, tx.outgoing()).replaceWith(new Done<>(tx, result)));
  }

  private static Uni<Void> store(SqlConnection sql, List<OutgoingEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return sql.preparedQuery(INSERT_OUTBOX)
        .executeBatch(events.stream().map(Hop::row).toList())
        .replaceWithVoid();
  }

  private static Tuple row(OutgoingEvent outgoing) {
    var event = outgoing.event();
    var value = EventCodec.value(event);
    return Tuple.tuple()
        .addString(event.source())
        .addString(event.id())
        .addString(outgoing.topic())
        .addString(event.partitionKey())
        .addJsonObject(new JsonObject(Map.copyOf(EventCodec.headers(event))))
        .addBuffer(value == null ? null : Buffer.buffer(value));
  }

  private static <T> T finished(Done<T> done) {
    done.tx().afterCommitActions().forEach(Runnable::run);
    return done.result();
  }

  private record Done<T>(HopTransaction tx, T result) {}
}
