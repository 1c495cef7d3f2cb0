package dev.countersign.gateway.operation;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.countersign.contracts.json.Json;
import dev.countersign.gateway.edge.Page;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.DatabasePatience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads operations for those who ask. */
@ApplicationScoped
public class OperationQueries {
  private static final int MOST_EVENTS = 500;

  /** A live stream reads on at once, and many may do so together. */
  private static final int STREAMED_BYTES = 1 << 16;

  private static final String STREAMED = history(STREAMED_BYTES);
  private static final String SHOWN = history(Page.BYTES);

  private final Pool pool;
  private final OperationStore store;
  private final DatabasePatience patience;

  @Inject
  OperationQueries(Pool pool, OperationStore store, DatabasePatience patience) {
    this.pool = pool;
    this.store = store;
    this.patience = patience;
  }

  /** One operation. */
  public Uni<Optional<OperationView>> find(String operationId) {
    return patience.bounded(store.find(pool, operationId));
  }

  /** What happened after a position, as far as it is read at once. */
  public Uni<List<HistoryEntry>> history(String operationId, long after) {
    return patience.bounded(
        pool.preparedQuery(STREAMED)
            .execute(Tuple.of(operationId, after))
            .map(rows -> {
              var entries = new ArrayList<HistoryEntry>();
              rows.forEach(row -> entries.add(HistoryEntry.of(row)));
              return entries;
            }));
  }

  /** A page of what happened after a position, for a reader whose turn it is. */
  Uni<Page> historyPage(String operationId, long after) {
    return pool.preparedQuery(SHOWN)
        .execute(Tuple.of(operationId, after))
        .map(rows -> Page.of(rows, row -> HistoryEntry.of(row).document()));
  }

  /** A page of the newest operations that fit, for a reader whose turn it is. */
  Uni<Page> list(OperationFilter filter, Set<String> fields) {
    return list(filter.where(), filter.order(), filter.limit(), fields);
  }

  /** A page of the newest operations that the conditions hold for. */
  Uni<Page> list(OperationFilter.Where where, int limit) {
    return list(where, OperationFilter.NEWEST_FIRST, limit, OperationJson.FIELDS);
  }

  private Uni<Page> list(OperationFilter.Where where, String order, int limit, Set<String> fields) {
    return pool.preparedQuery(listing(where.text(), order, limit))
        .execute(where.values())
        .map(found -> Page.of(found, row -> written(row, fields)));
  }

  private static RawValue written(Row row, Set<String> fields) {
    var view = OperationStore.view(row.getString("data"));
    return new RawValue(Json.text(OperationJson.of(view, fields)));
  }

  static String listing(String where, String order, int limit) {
    var rows =
        "select operation_id as cursor, view, pg_column_size(view) as stored from operation where "
            + where
            + " order by operation_id "
            + order
            + " limit "
            + (limit + 1);
    return Page.bounded(rows, "cursor, view::text as data", "cursor " + order, limit, Page.BYTES);
  }

  private static String history(int bytes) {
    return Page.bounded(
        HistoryEntry.ROWS + (MOST_EVENTS + 1), HistoryEntry.COLUMNS, "cursor", MOST_EVENTS, bytes);
  }
}
