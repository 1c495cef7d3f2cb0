package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.RecordEvent.EventRef;
import dev.countersign.contracts.json.Json;
import dev.countersign.relay.HopTransaction.OutgoingEvent;
import dev.countersign.relay.publishing.Stored;
import dev.countersign.relay.publishing.Unsent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The events to publish, in the order of {@code seq}.
 *
 * <p>Numbers are drawn before the commit, so a higher one can become visible before a lower one.
 * The order that matters survives: two transactions that say something about the same thing lock
 * its state row (the compare-and-set) before they draw their numbers here, at the very end of the
 * transaction. The second draws only after the first has committed, so whoever sees its rows sees
 * the first one's, with lower numbers. Transactions that share no row have no order to keep.
 */
final class Outbox {
  // Half of what a producer sends by default: an event that is too large is refused while its
  // transaction can still be rolled back, and never blocks those behind it.
  private static final int MAX_VALUE_BYTES = 512 * 1024;

  // Losing a note that something was sent means sending it twice, so it need not wait for the disk.
  private static final String QUICKLY =
      "with quickly as (select set_config('synchronous_commit', 'off', true)) ";

  private static final String[] RECORDED = Topics.RECORDED.toArray(String[]::new);

  // Asked for the unsent before it, a row answers with those of its key: the order that it has to
  // keep. They are committed, for whoever wrote them held the lock that this transaction holds now.
  private static final String INSERT =
      """
      insert into outbox (source, event_id, topic, key, headers, value)
      values ($1, $2, $3, $4, $5, $6)
      returning seq, case when $7 then array(
        select o.seq from outbox o
        where o.sent_at is null and o.key = outbox.key and o.seq < outbox.seq) end as before
      """;

  private static final String CHANGED = " select * from changed";

  // Stored where the change has yielded its row, so it holds its lock before the numbers are drawn.
  private static final String TOLD =
      """
      , told as (
        insert into outbox (source, event_id, topic, key, headers, value)
        select e.source, e.event_id, e.topic, e.key, e.headers::jsonb, e.value
        from changed, unnest($%1$d::text[], $%2$d::text[], $%3$d::text[], $%4$d::text[],
          $%5$d::text[], $%6$d::bytea[]) as e (source, event_id, topic, key, headers, value)
        returning seq)
      select changed.*, array(select seq from told order by seq) as told,
        case when $%7$d then array(
          select seq from outbox where sent_at is null and key = any($%4$d::text[])) end as before
      from changed
      """;

  private static final String UNSENT =
      """
      select seq, topic, key, headers, value from outbox
      where sent_at is null and seq <> all($1) order by seq limit $2
      """;

  // What no ledger records, no ledger acknowledges: it goes as soon as the broker has it.
  private static final String MARK_SENT =
      QUICKLY
          + """
          , forgotten as (
            delete from outbox using quickly where seq = any($1) and topic <> all($2))
          update outbox set sent_at = now(), sent_times = sent_times + 1
          from quickly where seq = any($1) and topic = any($2)
          """;

  private static final String ACKNOWLEDGE =
      QUICKLY + "delete from outbox using quickly where event_id = any($1) and source = $2";

  // Less and less often: a ledger that is down for an hour must not find everything twelve times.
  private static final String REDRIVE =
      """
      update outbox set sent_at = null where seq = any(array(
        select seq from outbox
        where sent_at < now() - $1::bigint * interval '1 millisecond'
          and sent_at < now()
            - $1::bigint * interval '1 millisecond' * least(power(2, sent_times - 1), 16)
        order by seq limit $2))
      """;

  private static final String OLDEST =
      """
      select (extract(epoch from clock_timestamp() - created_at) * 1000)::bigint from outbox
      where sent_at is null and sent_times = 0 order by seq limit 1
      """;

  private static final String BACKLOG =
      """
      select (select count(*) from outbox where sent_at is null),
        (select count(*) from quarantine)
      """;

  /**
   * Stores what a transaction has to say, in its order.
   *
   * @param whole whether to answer with what the relay needs to publish it without looking for it
   */
  static Uni<List<Stored>> add(SqlClient sql, List<OutgoingEvent> events, boolean whole) {
    var encoded = events.stream().map(Encoded::of).toList();
    return sql.preparedQuery(INSERT)
        .executeBatch(encoded.stream().map(one -> row(one, whole)).toList())
        .map(rows -> {
          var stored = new ArrayList<Stored>();
          var inserted = rows;
          for (var one : encoded) {
            var row = inserted.iterator().next();
            if (whole) {
              stored.add(stored(one, row.getLong("seq"), row.getArrayOfLongs("before")));
            }
            inserted = inserted.next();
          }
          return stored;
        });
  }

  /** A change and what it has to say, as one statement: a transaction of its own. */
  static Uni<HopResult> execute(SqlClient sql, HopStatement change, boolean whole) {
    return execute(sql, change, change.statement(), whole);
  }

  /** The same, and the event that led to it goes into the inbox. */
  static Uni<HopResult> execute(
      SqlClient sql, HopStatement change, String consumer, Event cause, boolean whole) {
    return execute(
        sql, change, change.statement() + Inbox.noted(change.values(), consumer, cause), whole);
  }

  private static Uni<HopResult> execute(
      SqlClient sql, HopStatement change, String statement, boolean whole) {
    var values = change.values();
    if (change.events().isEmpty()) {
      return sql.preparedQuery(statement + CHANGED)
          .execute(values)
          .map(rows -> new HopResult(first(rows), List.of()));
    }
    var encoded =
        change.events().stream()
            .map(event -> Encoded.of(new OutgoingEvent(change.topic(), event)))
            .toList();
    var next = values.size() + 1;
    values
        .addArrayOfString(encoded.stream().map(one -> one.event().source()).toArray(String[]::new))
        .addArrayOfString(encoded.stream().map(one -> one.event().id()).toArray(String[]::new))
        .addArrayOfString(encoded.stream().map(Encoded::topic).toArray(String[]::new))
        .addArrayOfString(encoded.stream().map(Encoded::key).toArray(String[]::new))
        .addArrayOfString(
            encoded.stream().map(one -> Json.text(one.headers())).toArray(String[]::new))
        .addValue(encoded.stream().map(Encoded::buffer).toArray(Buffer[]::new))
        .addBoolean(whole);
    return sql.preparedQuery(
            statement
                + TOLD.formatted(next, next + 1, next + 2, next + 3, next + 4, next + 5, next + 6))
        .execute(values)
        .map(rows ->
            first(rows)
                .map(row -> hopResult(row, encoded, whole))
                .orElse(new HopResult(Optional.empty(), List.of())));
  }

  /** The change alone, where a transaction is open that holds the rest. */
  static Uni<Optional<Row>> change(SqlClient sql, HopStatement change) {
    return sql.preparedQuery(change.statement() + CHANGED)
        .execute(change.values())
        .map(Outbox::first);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var row = rows.iterator();
    return row.hasNext() ? Optional.of(row.next()) : Optional.empty();
  }

  private static HopResult hopResult(Row row, List<Encoded> events, boolean whole) {
    var stored = new ArrayList<Stored>();
    if (whole) {
      var numbers = row.getArrayOfLongs("told");
      var before = row.getArrayOfLongs("before");
      for (int i = 0; i < numbers.length; i++) {
        stored.add(stored(events.get(i), numbers[i], before));
      }
    }
    return new HopResult(Optional.of(row), stored);
  }

  /** The first so many that are to be published, without those that are on their way. */
  static Uni<List<Unsent>> unsent(SqlClient sql, Collection<Long> onTheirWay, int atMost) {
    return sql.preparedQuery(UNSENT)
        .execute(Tuple.of(onTheirWay.toArray(Long[]::new), atMost))
        .map(rows -> {
          var unsent = new ArrayList<Unsent>(rows.size());
          rows.forEach(row -> unsent.add(unsent(row)));
          return unsent;
        });
  }

  /** The broker has them. */
  static Uni<Void> markSent(SqlClient sql, Collection<Long> numbers) {
    return sql.preparedQuery(MARK_SENT)
        .execute(Tuple.of(numbers.toArray(Long[]::new), RECORDED))
        .replaceWithVoid();
  }

  /** The ledger has them. */
  static Uni<Integer> acknowledge(SqlClient sql, String source, Collection<EventRef> events) {
    var ids = events.stream().map(EventRef::id).toArray(String[]::new);
    return sql.preparedQuery(ACKNOWLEDGE)
        .execute(Tuple.of(ids, source))
        .map(rows -> rows.rowCount());
  }

  /** Makes those unsent again that the ledger should have acknowledged by now. */
  static Uni<Integer> redrive(SqlClient sql, Duration after, int atMost) {
    return sql.preparedQuery(REDRIVE)
        .execute(Tuple.of(after.toMillis(), atMost))
        .map(rows -> rows.rowCount());
  }

  /** How long the first event has waited for its first publication; zero when none waits. */
  static Uni<Duration> longestWait(SqlClient sql) {
    return sql.preparedQuery(OLDEST)
        .execute()
        .map(rows -> {
          var oldest = rows.iterator();
          return oldest.hasNext() ? Duration.ofMillis(oldest.next().getLong(0)) : Duration.ZERO;
        });
  }

  /** How many events wait, and how many records lie in quarantine. */
  static Uni<Backlog> backlog(SqlClient sql) {
    return sql.preparedQuery(BACKLOG)
        .execute()
        .map(rows -> {
          var row = rows.iterator().next();
          return new Backlog(row.getLong(0), row.getLong(1));
        });
  }

  private static Tuple row(Encoded encoded, boolean whole) {
    var event = encoded.event();
    return Tuple.tuple()
        .addString(event.source())
        .addString(event.id())
        .addString(encoded.topic())
        .addString(encoded.key())
        .addJsonObject(new JsonObject(Map.copyOf(encoded.headers())))
        .addValue(encoded.buffer())
        .addBoolean(whole);
  }

  private static Stored stored(Encoded encoded, long number, Long[] before) {
    var message =
        new ProducerRecord<String, byte[]>(encoded.topic(), encoded.key(), encoded.value());
    encoded.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
    return new Stored(new Unsent(number, message), List.of(before));
  }

  private static Unsent unsent(Row row) {
    var value = row.getBuffer(4);
    var message =
        new ProducerRecord<String, byte[]>(
            row.getString(1), row.getString(2), value == null ? null : value.getBytes());
    row.getJsonObject(3)
        .forEach(header ->
            message.headers().add(header.getKey(), header.getValue().toString().getBytes(UTF_8)));
    return new Unsent(row.getLong(0), message);
  }

  /** What is not done yet. */
  record Backlog(long waiting, long quarantined) {}

  /**
   * What became of a change.
   *
   * @param changed the row that it yielded
   */
  record HopResult(Optional<Row> changed, List<Stored> stored) {}

  /** An event as it is stored and sent. */
  private record Encoded(
      String topic, Event event, Map<String, String> headers, byte @Nullable [] value) {
    static Encoded of(OutgoingEvent outgoing) {
      var event = outgoing.event();
      var value = EventCodec.value(event);
      if (value != null && value.length > MAX_VALUE_BYTES) {
        throw new IllegalArgumentException(
            "an event of type " + event.type() + " is too large: " + value.length + " bytes");
      }
      return new Encoded(outgoing.topic(), event, EventCodec.headers(event), value);
    }

    String key() {
      return event.partitionKey();
    }

    @Nullable Buffer buffer() {
      return value == null ? null : Buffer.buffer(value);
    }
  }

  private Outbox() {}
}
