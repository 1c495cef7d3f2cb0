package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RecordEvent.EventRef;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which events this database has handled. */
final class Inbox {
  // Sorted, so that two consumers of the same records (a rebalance in mid-work) take the same locks
  // in the same order: one waits for the other's commit and then finds everything done.
  private static final String INSERT =
      """
      insert into inbox (source, event_id, consumer)
      select source, event_id, $3 from unnest($1::text[], $2::text[]) as e (source, event_id)
      order by event_id, source
      on conflict do nothing
      returning source, event_id
      """;

  // Without "on conflict": that it is there already takes the whole statement back.
  private static final String NOTED =
      """
      , noted as (
        insert into inbox (source, event_id, consumer)
        select $%1$d::text, $%2$d::text, $%3$d::text from changed)
      """;

  private static final String ANY = "select exists (select 1 from inbox)";

  private static final String PRUNE =
      """
      delete from inbox where ctid = any(array(
        select ctid from inbox
        where received_at < now() - $1::bigint * interval '1 millisecond'
        order by received_at limit $2))
      """;

  /** Notes the events down and answers with those that had not been, each once. */
  static Uni<Set<EventRef>> add(SqlClient sql, String consumer, List<Event> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(new HashSet<>());
    }
    var sources = events.stream().map(Event::source).toArray(String[]::new);
    var ids = events.stream().map(Event::id).toArray(String[]::new);
    return sql.preparedQuery(INSERT)
        .execute(Tuple.of(sources, ids, consumer))
        .map(rows -> {
          var fresh = new HashSet<EventRef>();
          rows.forEach(row -> fresh.add(new EventRef(row.getString(0), row.getString(1))));
          return fresh;
        });
  }

  /** Whether this database has ever handled anything that it still remembers. */
  static Uni<Boolean> hasAny(SqlClient sql) {
    return sql.query(ANY).execute().map(rows -> rows.iterator().next().getBoolean(0));
  }

  /**
   * What a change's statement goes on with, to note the event down where the change yields its row.
   *
   * @param values of the statement's parameters; takes those of this, too
   */
  static String noted(Tuple values, String consumer, Event event) {
    var next = values.size() + 1;
    values.addString(event.source()).addString(event.id()).addString(consumer);
    return NOTED.formatted(next, next + 1, next + 2);
  }

  /** Forgets at most so many of the events handled longer ago than this; answers how many. */
  static Uni<Integer> prune(SqlClient sql, Duration olderThan, int atMost) {
    return sql.preparedQuery(PRUNE)
        .execute(Tuple.of(olderThan.toMillis(), atMost))
        .map(rows -> rows.rowCount());
  }

  private Inbox() {}
}
