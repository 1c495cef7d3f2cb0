package dev.countersign.audit.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries. Each condition that was asked for becomes one of the statement, with its index.
 */
final class EntrySearch {
  private static final String SELECT =
      """
      select e.index, e.kind, e.leaf_hash, e.recorded_at, b.bytes
      from bodies b join entries e on e.index = b.index
      where b.index > $1
      """;

  private final StringBuilder sql = new StringBuilder(SELECT);
  private final List<Object> values = new ArrayList<>();

  private EntrySearch(EntryQuestion question) {
    values.add(question.after());
    and("b.operation = ?", question.operation());
    and(
        // By key, or by what it was ever called.
        """
        (b.instance = ? or b.instance in (select n.instance from bodies n where n.identifier = ?))
        """,
        question.instance());
    and("b.operation in (select p.operation from bodies p where p.person = ?)", question.person());
    and(
        "b.operation in (select p.operation from bodies p where p.environment = ?)",
        question.environment());
    and("b.type = ?", question.type());
    and("b.occurred_at >= ?", utc(question.from()));
    and("b.occurred_at < ?", utc(question.to()));
    values.add(question.limit());
    sql.append("order by b.index limit $").append(values.size());
  }

  /** The entries, oldest first; at most as many as the question's limit. */
  static Uni<List<EntryRow>> find(Pool pool, EntryQuestion question) {
    var search = new EntrySearch(question);
    return pool.preparedQuery(search.sql.toString())
        .execute(Tuple.from(search.values))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(EntryRow::of).toList());
  }

  private void and(String condition, @Nullable Object value) {
    if (value != null) {
      values.add(value);
      sql.append("and ").append(condition.replace("?", "$" + values.size())).append('\n');
    }
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
