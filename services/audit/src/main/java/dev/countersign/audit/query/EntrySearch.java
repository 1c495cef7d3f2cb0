package dev.countersign.audit.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries. Each condition that was asked for becomes one of the statement, with its index. A
 * page ends when it is as long as was asked for, or when it is large: how much memory one answer
 * takes must not depend on what is in the ledger.
 */
final class EntrySearch {
  /** A page ends with the entry that reaches this many bytes. */
  static final int BYTES = 1 << 20;

  private static final String SELECT =
      """
      select e.index, e.kind, e.leaf_hash, e.recorded_at, b.bytes
      from bodies b join entries e on e.index = b.index
      where b.index > $1
      """;

  // Lengths are known without reading what they are of.
  private static final String BOUNDED =
      """
      select page.* from (
        select listed.*, count(*) over () as found,
          sum(octet_length(bytes)) over (order by index) - octet_length(bytes) as before
        from (%s) as listed) as page
      where before < %d order by index
      """;

  private final StringBuilder sql = new StringBuilder(SELECT);
  private final List<Object> values = new ArrayList<>();

  private EntrySearch(EntryQuestion question) {
    values.add(question.after());
    and("b.operation = ?", question.operation());
    if (question.resource() != null) {
      about(ResourceName.of(question.resource()));
    }
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

  /**
   * @param more whether there may be more behind them
   */
  record Found(List<EntryRow> entries, boolean more) {}

  /** The entries, oldest first: as many as were asked for, or as fit on a page. */
  static Uni<Found> find(Pool pool, EntryQuestion question) {
    var search = new EntrySearch(question);
    return pool.preparedQuery(BOUNDED.formatted(search.sql, BYTES))
        .execute(Tuple.from(search.values))
        .map(rows -> found(rows, question.limit()));
  }

  private static Found found(RowSet<Row> rows, int limit) {
    var entries = new ArrayList<EntryRow>(rows.size());
    var listed = 0L;
    for (var row : rows) {
      entries.add(EntryRow.of(row));
      listed = row.getLong("found");
    }
    return new Found(entries, listed == limit || listed > entries.size());
  }

  private void about(ResourceName name) {
    switch (name) {
      case ResourceName.KeyOrIdentifier(var text) ->
          and(
              """
              (b.resource = ? or b.resource in (select n.resource from bodies n where n.identifier = ?))
              """,
              text);
      case ResourceName.InPlace(var text, var place, var type, var identifier) -> {
        // Keys of before have no type, and are instances'. They look like a place and a name.
        values.add(identifier);
        values.add(place);
        values.add(type);
        var at = values.size();
        and(
            """
            (b.resource = ? or b.resource in (select n.resource from bodies n
              where n.identifier = $%d and starts_with(n.resource, $%d)
                and ($%3$d::text = '' or split_part(n.resource, ':', 4) = $%3$d
                  or $%3$d = 'db' and split_part(n.resource, ':', 4) = '')))
            """
                .formatted(at - 2, at - 1, at),
            text);
      }
    }
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
