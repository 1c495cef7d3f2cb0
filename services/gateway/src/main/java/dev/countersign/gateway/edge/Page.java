package dev.countersign.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Query;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * As many rows of a query from its beginning as fit on a page. Documents are written as text only
   * as far as what is stored of them fits: the rest of a long list would cost the database most.
   *
   * @param rows yields the column {@code cursor} in an order, {@code stored} (how many bytes are),
   *     what the columns need, and one row more than a page may have
   * @param columns of the page: {@code cursor}, {@code data} (a text), and what else is shown
   * @param order that order, of {@code cursor}
   * @param limit how many entries a page may have
   * @param bytes how large it may get
   */
  public static String bounded(String rows, String columns, String order, int limit, int bytes) {
    return """
    select page.* from (
      select listed.*, sum(octet_length(data)) over (order by %1$s) - octet_length(data) as before
      from (
        select found, %2$s from (
          select rows.*, count(*) over () as found,
            sum(stored) over (order by %1$s) - stored as stored_before
          from (%3$s) as rows) as first
        where stored_before < %4$d) as listed) as page
    where before < %4$d order by %1$s limit %5$d
    """
        .formatted(order, columns, rows, bytes, limit);
  }

  /** Of what such a query found. */
  public static Page of(RowSet<Row> rows, Function<Row, RawValue> write) {
    var read = read(rows, write);
    return new Page(read.entries(), read.next());
  }

  /**
   * A part of a list that is not written yet.
   *
   * @param next the cursor of the part after this one; null when this is the last
   */
  public record Part<T>(List<T> entries, @Nullable String next) {}

  /** Of what such a query found, to be written later. */
  public static <T> Part<T> read(RowSet<Row> rows, Function<Row, T> entry) {
    var entries = new ArrayList<T>();
    var found = 0L;
    var last = "";
    for (var row : rows) {
      entries.add(entry.apply(row));
      found = row.getLong("found");
      last = row.getValue("cursor").toString();
    }
    return new Part<>(entries, found > entries.size() ? cursor(last) : null);
  }

  /** The key after which the page begins that a query asks for. */
  public static Optional<String> after(Query query) {
    var cursor = query.filled("cursor");
    return cursor.map(given ->
        decoded(given)
            .orElseThrow(() ->
                Query.wrong(
                    "cursor",
                    "is not one of ours",
                    "Use next_cursor of the page before as it is.")));
  }

  private static String cursor(String lastKey) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(UTF_8));
  }

  private static Optional<String> decoded(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      return Optional.of(text).filter(key -> key.matches("[!-~]{1,375}"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As the API shows it. */
  public Response answer(String name, Map<String, Object> more) {
    var document = new LinkedHashMap<>(more);
    document.put(name, entries);
    document.put("next_cursor", next);
    return Answers.json(200, document).build();
  }
}
