package dev.countersign.gateway.edge;

import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. It ends when it is as long as was asked for, or when it is large: how much
 * memory one answer takes must not depend on what people have stored.
 *
 * @param entries each of them written already, so that no tree of the whole page is ever in memory
 * @param next the cursor of the page after this one; null when this is the last
 */
public record Page(List<RawValue> entries, @Nullable String next) {
  /** A page ends with the entry that reaches this many bytes. */
  public static final int BYTES = 1 << 20;

  /**
   * As many rows of a query from its beginning as fit on a page.
   *
   * @param rows yields the columns {@code cursor} and {@code data} (a text) in an order, and one
   *     row more than a page may have
   * @param order that order, of {@code cursor}
   * @param limit how many entries a page may have
   * @param bytes how large it may get
   */
  public static String bounded(String rows, String order, int limit, int bytes) {
    return """
    select page.* from (
      select listed.*, count(*) over () as found,
        sum(octet_length(data)) over (order by %1$s) - octet_length(data) as before
      from (%2$s) as listed) as page
    where before < %3$d order by %1$s limit %4$d
    """
        .formatted(order, rows, bytes, limit);
  }

  /** Of what such a query found. */
  public static Page of(RowSet<Row> rows, Function<Row, RawValue> write) {
    var entries = new ArrayList<RawValue>();
    var found = 0L;
    var last = "";
    for (var row : rows) {
      entries.add(write.apply(row));
      found = row.getLong("found");
      last = row.getValue("cursor").toString();
    }
    return new Page(entries, found > entries.size() ? Query.cursor(last) : null);
  }

  /** As the API shows it. */
  public Reply reply(String name, Map<String, Object> more) {
    var document = new LinkedHashMap<>(more);
    document.put(name, entries);
    document.put("next_cursor", next);
    return Reply.json(200, document);
  }
}
